"""A page and a report as tests read them."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What a page says of itself."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.numbers, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "data":
            self.numbers.append(float(dict(attrs)["value"]))

    def handle_data(self, data):
        self.text.append(data)


def numbers_of(value):
    """Every number of a JSON value."""
    if isinstance(value, dict):
        return {n for inner in value.values() for n in numbers_of(inner)}
    if isinstance(value, list):
        return {n for inner in value for n in numbers_of(inner)}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {float(value)} if is_number else set()
