# Starts containers, each under a supervisor of its own which outlives this shell and the agent.
#   launcher.sh RUNTIME FIFO        resident: one container name per line of the FIFO; an empty line ends it
#   launcher.sh RUNTIME '' NAME     one container, supervised by this very process
# Only builtins are used: each further exec costs as much as the rest of a launch together.
R=$1
umask 022
cd /

supervise() {
  F=$1 s=
  [ -e "$R/launches/$F" ] || exit
  # Field 22 of stat is the start time: with it nobody takes a later process of this number for us.
  read -r p _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ t _ </proc/self/stat
  # Whoever creates the file owns the launch: a line that was sent twice, or fenced off, ends here.
  set -C
  echo "$p $t" >"$R/pids/$F" || exit
  set +C
  # Handlers, not '': what is ignored would stay ignored in the command.
  trap : HUP INT QUIT USR1 USR2 PIPE ALRM TERM
  trap 'echo "${s:-126}" >"$R/exits/$F"' EXIT
  . "$R/launches/$F"
}

if [ -z "$2" ]; then
  supervise "$3"
  exit
fi

exec 3<>"$2" </dev/null >/dev/null 2>&1
read -r p _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ t _ </proc/self/stat
echo "$p $t" >"$2.pid"
while IFS= read -r d <&3; do
  [ -n "$d" ] || break
  (
    exec 3<&-
    supervise "$d"
  ) &
done
