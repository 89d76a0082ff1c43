"""The official client from PyPI, unchanged but for its host."""

import json
import os
import socket
import unittest
from urllib.request import urlopen

from mem0 import MemoryClient
from mem0.exceptions import MemoryError, MemoryNotFoundError, ValidationError

ADDRESS = os.environ["SANDBOX"]
KEY = "conformance-python"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def refuse_abroad(connect):
    """A `connect` that reaches this machine alone."""

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            raise AssertionError(f"tests stay on this machine, not {address}")
        return connect(self, address)

    return guarded


socket.socket.connect = refuse_abroad(socket.socket.connect)


def stored(memory_id):
    """What the sandbox holds of a memory."""
    with urlopen(f"{ADDRESS}/sandbox/feedback/?key={KEY}&memory_id={memory_id}") as answer:
        return json.load(answer)


def standing(memory_id):
    """The current grade and reason of a memory."""
    return [(row["feedback"], row["feedback_reason"]) for row in stored(memory_id)["current"]]


class OfficialClient(unittest.TestCase):
    def setUp(self):
        self.client = MemoryClient(api_key=KEY, host=ADDRESS)
        self.id = self.add("Anna cannot eat walnuts", user_id="ada")
        self.addCleanup(self.client.delete_all, user_id="ada")

    def add(self, text, **entity):
        said = [{"role": "user", "content": text}]
        added = self.client.add(said, infer=False, metadata={"source": "dinner"}, **entity)
        self.assertEqual(added["status"], "SUCCEEDED")
        result = added["results"][0]
        self.assertEqual((result["event"], result["data"]["memory"]), ("ADD", text))
        return result["id"]

    def test_add_without_infer_false_is_an_event(self):
        added = self.client.add("Jonas brings the wine", user_id="ada")
        self.assertEqual(added["status"], "PENDING")
        event = self.client.client.get(f"/v1/event/{added['event_id']}/").json()
        self.assertEqual(event["status"], "SUCCEEDED")

    def test_search(self):
        self.add("Jonas brings the wine", user_id="ada")
        found = self.client.search("walnuts for Anna?", filters={"user_id": "ada"})["results"]
        self.assertEqual((found[0]["id"], found[0]["memory"]), (self.id, "Anna cannot eat walnuts"))
        self.assertTrue(0 < found[0]["score"] <= 1)
        with self.assertRaises(ValidationError):
            self.client.search("walnuts", filters={"bogus": 1})

    def test_get(self):
        memory = self.client.get(self.id)
        self.assertEqual(memory["memory"], "Anna cannot eat walnuts")
        self.assertEqual((memory["user_id"], memory["metadata"]), ("ada", {"source": "dinner"}))
        with self.assertRaises(MemoryNotFoundError):
            self.client.get(UNKNOWN)

    def test_get_all(self):
        other = self.add("Jonas brings the wine", user_id="ada")
        pages = [
            self.client.get_all(filters={"AND": [{"user_id": "ada"}]}, page=page, page_size=1)
            for page in (1, 2)
        ]
        self.assertEqual([page["count"] for page in pages], [2, 2])
        self.assertEqual({page["results"][0]["id"] for page in pages}, {self.id, other})

    def test_update_and_history(self):
        self.client.update(self.id, text="Anna cannot eat any nuts")
        self.assertEqual(self.client.get(self.id)["memory"], "Anna cannot eat any nuts")
        told = [(h["event"], h["old_memory"], h["new_memory"]) for h in self.client.history(self.id)]
        update = ("UPDATE", "Anna cannot eat walnuts", "Anna cannot eat any nuts")
        self.assertEqual(told, [("ADD", None, "Anna cannot eat walnuts"), update])

    def test_feedback_is_set_replaced_and_removed(self):
        reason = "Contains outdated contact information"
        answer = self.client.feedback(memory_id=self.id, feedback="NEGATIVE", feedback_reason=reason)
        self.assertEqual(answer["message"], "Feedback recorded")
        self.assertEqual(standing(self.id), [("NEGATIVE", reason)])
        self.client.feedback(memory_id=self.id, feedback="positive")
        self.assertEqual(standing(self.id), [("POSITIVE", None)])
        self.client.feedback(memory_id=self.id, feedback=None, feedback_reason=None)
        self.assertEqual(standing(self.id), [])
        taken = [copy["feedback"] for copy in stored(self.id)["history"]]
        self.assertEqual(taken, ["NEGATIVE", "POSITIVE", None])

    def test_bulk_feedback_in_the_form_of_the_guide(self):
        other = self.add("Jonas brings the wine", user_id="ada")
        for item in [
            {"memory_id": self.id, "feedback": "POSITIVE", "feedback_reason": "Kept her safe"},
            {"memory_id": other, "feedback": "NEGATIVE", "feedback_reason": "He stopped drinking"},
        ]:
            self.client.feedback(**item)
        self.assertEqual(standing(self.id), [("POSITIVE", "Kept her safe")])
        self.assertEqual(standing(other), [("NEGATIVE", "He stopped drinking")])

    def test_feedback_on_what_is_no_memory(self):
        with self.assertRaises(ValidationError):
            self.client.feedback("memory-1", "POSITIVE")
        with self.assertRaises(MemoryError) as caught:
            self.client.feedback(UNKNOWN, "POSITIVE")
        self.assertEqual(caught.exception.error_code, "HTTP_500")

    def test_delete(self):
        self.client.delete(self.id)
        with self.assertRaises(MemoryNotFoundError):
            self.client.get(self.id)
        events = [change["event"] for change in self.client.history(self.id)]
        self.assertEqual(events, ["ADD", "DELETE"])

    def test_delete_all_spares_other_users(self):
        self.add("Anna lives in Graz", user_id="bo")
        self.addCleanup(self.client.delete_all, user_id="bo")
        self.client.delete_all(user_id="ada")
        self.assertEqual(self.client.get_all(filters={"user_id": "ada"})["count"], 0)
        self.assertEqual(self.client.get_all(filters={"user_id": "bo"})["count"], 1)


if __name__ == "__main__":
    # The client leaves its sockets to the garbage collector.
    unittest.main(warnings="ignore")
