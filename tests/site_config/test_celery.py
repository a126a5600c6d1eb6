import pytest
from kombu import Exchange, Queue
from kombu.exceptions import ContentDisallowed
from kombu.serialization import disable_insecure_serializers, enable_insecure_serializers

from site_config.celery import app

QUEUE = Queue("what-strangers-send", Exchange("what-strangers-send"), routing_key="what-strangers-send")


@pytest.fixture
def broker():
    with app.connection_for_read(url="memory://") as connection:
        yield connection


def send(broker, serializer: str) -> None:
    producer = app.amqp.Producer(broker.default_channel)
    producer.publish(
        [[], {}, {}],
        exchange=QUEUE.exchange,
        routing_key=QUEUE.routing_key,
        declare=[QUEUE],
        serializer=serializer,
        headers={"task": "checkout.sweep_mail", "id": "1"},
    )


def receive(broker) -> list:
    """What a worker would be given."""
    taken: list = []
    consumer = app.amqp.TaskConsumer(
        broker.default_channel,
        queues=[QUEUE],
        callbacks=[lambda body, message: (taken.append(body), message.ack())],
    )
    with consumer:
        broker.drain_events(timeout=1)
    return taken


def test_a_worker_reads_json(broker):
    send(broker, "json")
    assert receive(broker) == [[[], {}, {}]]


def test_a_worker_unpickles_nothing(broker):
    enable_insecure_serializers(["pickle"])
    send(broker, "pickle")
    disable_insecure_serializers()
    with pytest.raises(ContentDisallowed):
        receive(broker)


def test_no_task_runs_for_ever():
    assert (app.conf.task_soft_time_limit, app.conf.task_time_limit) == (270, 300)
