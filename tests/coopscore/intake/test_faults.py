from datetime import date

from coopscore.intake.faults import Fault, shortened


def test_a_fault_says_what_was_found_and_what_to_do():
    fault = Fault(code="below_minimum", column="شمار اعضا", value="-5", facts={"minimum": 0})
    assert fault.found("en") == "شمار اعضا: -5 is less than 0, the least allowed."
    assert fault.found("fa") == "شمار اعضا: -5 از کمترین مقدار مجاز، ۰، کمتر است."
    assert fault.remedy("en") == "Write the true number; leave it empty where unknown."
    assert fault.remedy("fa") == "عدد درست را بنویسید؛ اگر معلوم نیست خالی بگذارید."


def test_days_are_said_in_the_readers_calendar():
    facts = {"known": date(2030, 1, 1), "today": date(2025, 7, 22)}
    fault = Fault(code="known_in_future", column="received_on", facts=facts)
    assert "2030-01-01" in fault.found("en")
    assert "۱۴۰۸/۱۰/۱۲" in fault.found("fa")


def test_a_long_value_is_cut_so_that_a_sentence_stays_one():
    assert shortened("x" * 80) == "x" * 80
    assert shortened("x" * 81) == "x" * 79 + "…"
