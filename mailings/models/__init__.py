from mailings.models.bounce import Bounce
from mailings.models.language import NewsLanguage
from mailings.models.mailing import Mailing
from mailings.models.recipient import MailingLink, MailingRecipient
from mailings.models.reminder import CartReminder, StockWish
from mailings.models.turn import SendersTurn

__all__ = [
    "Bounce",
    "CartReminder",
    "Mailing",
    "MailingLink",
    "MailingRecipient",
    "NewsLanguage",
    "SendersTurn",
    "StockWish",
]
