"""Catalogue documents for the tests, and what importing them says."""

import datetime
import json

import pytest
from wagtail.models import Page

from problems.models import Claim
from products.catalogue_import import import_catalogue
from products.importing.document import read_document
from products.importing.faults import ImportRefused
from products.models import Category, Product, Variant

NOW = datetime.datetime(2025, 6, 1, 9, 0, tzinfo=datetime.UTC)


CSV = """slug,name,brand,category,published,summary,claims,sku,price,currency,stock,option
bar,Bar,salt,body,yes,Soap,One|Two,BAR,12000,KRW,3,"colour: blue, size: M"
bar,Bar,salt,,,,,BAR-2,9000,,,
mug,Mug,salt,,no,,,MUG,5000,,,
"""


def whole():
    return {
        "problems": [{"slug": "sea", "title": "The sea", "accent": "#1b5e73", "summary": "It warms."}],
        "brands": [
            {
                "slug": "salt",
                "name": "Salt",
                "problem": "sea",
                "homepage": "https://example.org/",
                "summary": "Soap.",
            },
            {"slug": "loose", "name": "Loose", "problem": None, "homepage": ""},
        ],
        "products": [
            {
                "slug": "bar",
                "name": "Bar",
                "brand": "salt",
                "category": "Body care",
                "published": True,
                "summary": "Soap",
                "description": "One\n\nTwo",
                "claims": ["One bar cleans a metre of beach"],
                "variants": [
                    {
                        "sku": "BAR",
                        "price": "12000",
                        "currency": "KRW",
                        "stock": 40,
                        "option": {"colour": "blue"},
                    },
                    {"sku": "BAR-2", "price": 9000, "weight_g": 100},
                ],
            }
        ],
        "coupons": [],
    }


def product(**kwargs):
    entry = {"slug": "bar", "name": "Bar", "brand": "salt", "variants": [{"sku": "BAR", "price": "12000"}]}
    return entry | kwargs


def run(content, file="catalogue.json", **kwargs):
    text = content if isinstance(content, str) else json.dumps(content)
    return import_catalogue(document=read_document(text=text, file=file), now=NOW, **kwargs).as_dict()


def faults_of(content, file="catalogue.json"):
    before = counts()
    with pytest.raises(ImportRefused) as refused:
        run(content, file)
    assert counts() == before
    return [(fault.entry, fault.field, fault.message) for fault in refused.value.faults]


def counts():
    return [model.objects.count() for model in (Page, Product, Variant, Category, Claim)]
