#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# user_manager.sh WORK LOCAL COMMAND...   (root only)
# Runs COMMAND as an ordinary user under a real `systemd --user` with a user bus and a journal, in mount,
# pid, cgroup and ipc namespaces of its own. LOCAL is what that user sees as /usr/local; WORK is a folder
# for logs. When this returns, everything started in it is dead and its control group removed.
# Exit code 77: this machine lets nobody do that; stderr says what failed.
#
# Where a booted system has more than a namespace: /run must be a mount point, or ProtectProc= hides it;
# /run/systemd/unit-root (252) and mount-rootfs (257) and /run/user/UID/systemd/inaccessible must be there,
# or a service ends with 226; the control group must be at the path that logind would have given.
set -u
unable() { echo "user_manager.sh: $*" >&2; exit 77; }
case ${KITH_STAGE:-0} in
0)
    [ "$(id -u)" -eq 0 ] || unable "only root can start a user manager for somebody else"
    [ -x /lib/systemd/systemd ] || unable "there is no systemd here"
    unshare -m true 2>/dev/null || unable "no mount namespace of one's own here"
    KITH_STAGE=1 exec unshare -m -- bash "$0" "$@"
    ;;
1)
    umount -R /sys/fs/cgroup 2>/dev/null
    mount -t cgroup2 none /sys/fs/cgroup || unable "no cgroup2 here"
    group=/sys/fs/cgroup/kith-test.$$
    mkdir "$group" || unable "no control group of one's own here"
    (
        echo "$BASHPID" >"$group/cgroup.procs"
        KITH_STAGE=2 exec setpriv --pdeathsig KILL unshare -m -C -i -p -f --mount-proc --kill-child=KILL -- bash "$0" "$@"
    ) <&0 &
    child=$!
    trap 'kill -KILL $child' TERM INT
    wait $child
    code=$?
    for _ in $(seq 100); do
        find "$group" -depth -type d -exec rmdir {} + 2>/dev/null && break
        read -r -t 0.05 <> <(:)
    done
    exit $code
    ;;
esac
work=$1 local=$2
shift 2
user=sam id=60321 home=/home/sam run=/run/user/60321

# The user, who exists in here alone.
{ cat /etc/passwd; echo "$user:x:$id:$id:Sam:$home:/bin/bash"; } >"$work/passwd"
{ cat /etc/group; echo "$user:x:$id:"; } >"$work/group"
chmod 644 "$work/passwd" "$work/group"
mount --bind "$work/passwd" /etc/passwd && mount --bind "$work/group" /etc/group || unable "no bind mounts here"
mount -t tmpfs -o mode=755 tmpfs /home && mkdir -m 700 $home
mount --bind "$local" /usr/local

umount /sys/fs/cgroup
mount -t cgroup2 none /sys/fs/cgroup
group=/sys/fs/cgroup/user.slice/user-$id.slice/user@$id.service
mkdir -p "$group" /sys/fs/cgroup/init
echo $$ >/sys/fs/cgroup/init/cgroup.procs
mount --rbind /run /run
mkdir -p /run/systemd && mount -t tmpfs -o mode=755 tmpfs /run/systemd
# Likewise /run/credentials, for a service with LoadCredential=.
mkdir -p /run/credentials && mount -t tmpfs -o mode=755 tmpfs /run/credentials
mkdir -p /run/systemd/{system,unit-root,mount-rootfs,propagate,journal,journald.conf.d}
mkdir -p /run/user && mount -t tmpfs -o mode=755 tmpfs /run/user
mkdir -m 700 $run
inaccessible=$run/systemd/inaccessible
mkdir -p $inaccessible
(
    umask 777
    : >$inaccessible/reg
    mkdir $inaccessible/dir
    mkfifo $inaccessible/fifo
    mknod $inaccessible/chr c 0 0
    mknod $inaccessible/blk b 0 0
    ln -s reg $inaccessible/sock
)
chown -R $id:$id $home $run "$group"

# A journal that keeps each user's lines apart, as `journalctl --user` wants them.
systemd-id128 new >"$work/machine-id"
[ -e /etc/machine-id ] || touch /etc/machine-id
mount --bind "$work/machine-id" /etc/machine-id
mount -t tmpfs -o mode=755 tmpfs /var/log
mkdir -p "/var/log/journal/$(cat /etc/machine-id)" /run/log
mount -t tmpfs tmpfs /run/log
touch /run/systemd/journal/flushed
printf '[Journal]\nStorage=persistent\nSplitMode=uid\nReadKMsg=no\nAudit=no\nForwardToSyslog=no\nRateLimitIntervalSec=0\n' \
    >/run/systemd/journald.conf.d/kith.conf
/lib/systemd/systemd-journald >"$work/journald.log" 2>&1 &
journald=$!

until_there() { # until_there SOCKET...: at most ten seconds
    local socket missing
    for _ in $(seq 200); do
        missing=
        for socket in "$@"; do [ -S "$socket" ] || missing=1; done
        [ -n "$missing" ] || return 0
        read -r -t 0.05 <> <(:)
    done
    return 1
}
until_there /run/systemd/journal/stdout /run/systemd/journal/socket || unable "the journal does not start here"

as=(setpriv --reuid=$id --regid=$id --clear-groups env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
    HOME=$home USER=$user LOGNAME=$user SHELL=/bin/bash LANG=C.UTF-8 XDG_RUNTIME_DIR=$run)
(
    echo "$BASHPID" >"$group/cgroup.procs"
    cd $home && exec "${as[@]}" /lib/systemd/systemd --user --log-target=journal --log-level=info >"$work/manager.log" 2>&1
) &
manager=$!
until_there $run/systemd/private $run/bus || { cat "$work/manager.log" >&2; unable "systemd --user does not start here"; }

cd $home
"${as[@]}" DBUS_SESSION_BUS_ADDRESS=unix:path=$run/bus KITH_TEST_OPTIONS="${KITH_TEST_OPTIONS:-}" "$@"
code=$?
[ $code -eq 0 ] || journalctl --no-pager -n 80 -o short-monotonic 2>/dev/null >&2
"${as[@]}" systemctl --user exit >/dev/null 2>&1
for _ in $(seq 100); do
    kill -0 $manager 2>/dev/null || break
    read -r -t 0.05 <> <(:)
done
kill $manager $journald 2>/dev/null
wait $manager $journald 2>/dev/null
exit $code
