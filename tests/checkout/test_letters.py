import pytest
from tests.factories.checkout import NOW, placed_order
from checkout.letters import write_letter
pytestmark = pytest.mark.django_db
def test_x():
    o = placed_order(quantity=2, payment_method="bank_transfer")
    for k in ("order_confirmation","order_shipped","order_cancelled"):
        l = write_letter(order=o, kind=k)
        print(l.subject); print(l.text); 
        if k == "order_confirmation": print(l.html)
