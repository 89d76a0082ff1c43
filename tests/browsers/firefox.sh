#!/bin/sh
# Firefox as people have it: geckodriver would make it end as soon as one tab has crashed.
unset MOZ_CRASHREPORTER_SHUTDOWN
exec "$FIREFOX" "$@"
