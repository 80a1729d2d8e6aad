#!/bin/sh
# Ends whatever a run started and removes its folder ($1), however the run itself ends: its stdin closes on stop(), on a
# crash, on Ctrl-C and on kill -9 alike, which no handler inside Node can promise.
# stdin: lines "add GROUP" and "drop GROUP" with the ids of process groups.
trap '' HUP INT TERM
groups=' '
while read -r verb group; do
  case $verb in
    add) groups="$groups$group " ;;
    drop) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
  esac
done
# Not "kill -KILL --": dash takes the dashes for a number and kills nothing.
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
# A dying process may still write for a moment.
rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }
