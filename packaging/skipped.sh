#!/bin/sh
# Ends a build: how many tests were skipped, and for which reasons. Silent if none was.
cd "$(dirname "$0")/.." || exit
{
    sed -n 's/.*<skipped[^>]*>.*Assumption failed: //p; t
        s/.*<skipped.*/for no reason given/p' java/*/target/surefire-reports/*.xml
    sed -n 's/^skipped: //p' java/devio/target/cmake/Testing/Temporary/LastTest.log
} 2>/dev/null | sed 's/\]\]>.*//' | sort | uniq -c | sort -rn | awk '
    { all += $1; reasons = reasons "\n" $0 }
    END { if (all) print "devio: " all " tests skipped:" reasons }'
