"""Files that hold a certificate's key, known by what a channel tells of them without fetching them."""

from conversations.prompt import KEY_FILE

ENDINGS = (".pfx", ".p12", ".pem", ".key", ".jks")
TYPES = {
    "application/x-pkcs12",
    "application/pkcs12",
    "application/pkcs8",
    "application/x-pem-file",
    "application/x-java-keystore",
}


def kind_of_document(name: str, mime_type: str) -> str:
    """What a document is to the conversations: `document`, or KEY_FILE.

    Args:
        name: of the file; empty where the channel told none.
        mime_type: as the channel told it.
    """
    by_name = name.strip().lower().endswith(ENDINGS)
    by_type = mime_type.partition(";")[0].strip().lower() in TYPES
    return KEY_FILE if by_name or by_type else "document"
