def speak(text: str) -> int:
    """Length of the spoken text in frames."""
    return 24 * len(text.split())
