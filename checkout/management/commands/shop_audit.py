import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from checkout.audit import INVARIANTS, Finding, audit_shop


class Command(BaseCommand):
    help = (
        "Checks everything that must always be true of stock, orders, money and mail; prints what breaks it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        findings = audit_shop()
        if options["format"] == "json":
            self._write_json(findings)
        else:
            self._write_text(findings)
        if findings:
            raise SystemExit(1)

    def _write_json(self, findings: list[Finding]) -> None:
        report = {
            "checked": len(INVARIANTS),
            "findings": [
                {"invariant": found.invariant.name, "promise": found.invariant.promise, "rows": found.rows}
                for found in findings
            ],
        }
        self.stdout.write(json.dumps(report, cls=DjangoJSONEncoder))

    def _write_text(self, findings: list[Finding]) -> None:
        for found in findings:
            self.stdout.write(f"{found.invariant.name}: broken is that {found.invariant.promise}")
            for row in found.rows:
                self.stdout.write("  " + ", ".join(f"{name}={value}" for name, value in row.items()))
        self.stdout.write(f"{len(INVARIANTS)} invariants checked, {len(findings)} broken")
