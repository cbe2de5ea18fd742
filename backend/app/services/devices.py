"""Describes the browser of a session in words."""

# The first that a User-Agent contains: others claim to be Chrome and Safari, too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "SamsungBrowser/": "Samsung Internet",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
    "curl/": "curl",
}
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
    "Mac OS X": "macOS", "Linux": "Linux",
}  # fmt: skip


def describe_device(user_agent: str) -> str:
    """Return a description for people, such as ``Firefox on Linux``."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "Unknown browser")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), None)
    return f"{browser} on {system}" if system else browser
