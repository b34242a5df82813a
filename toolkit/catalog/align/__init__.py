"""Which old segment is this new one? The alignment of a revised document with its ledger."""
