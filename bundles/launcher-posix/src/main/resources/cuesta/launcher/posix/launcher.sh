# Starts containers, each under a supervisor of its own which outlives this shell and the agent.
#   launcher.sh RUNTIME FIFO        resident: one container name per line of the FIFO; an empty line ends it
#   launcher.sh RUNTIME '' NAME     one container, supervised by this very process
# Only builtins are used: each further exec costs as much as the rest of a launch together. One file
# for claim, start and end: making and removing files is what costs next.
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
  exec 4>"$R/runs/$F" || exit
  set +C
  echo "$p $t" >&4
  # Handlers, not '': what is ignored would stay ignored in the command.
  trap : HUP INT QUIT USR1 USR2 PIPE ALRM TERM
  trap 'echo "exit ${s:-126}" >&4' EXIT
  . "$R/launches/$F"
}

# In the process that is about to become the command, so that its number is known and it exists.
begin() {
  cd -P /proc/self && n=${PWD##*/} && cd "$1" && echo "start $n" >&4
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
