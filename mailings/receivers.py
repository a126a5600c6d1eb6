from checkout.mail_watch import Watcher, register_watcher
from mailings import gate
from mailings.composing import write_preview
from mailings.models import Mailing

register_watcher(Watcher(judge=gate.judge, note_refused=gate.note_refused))
Mailing.write_preview = staticmethod(write_preview)
