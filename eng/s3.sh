#!/usr/bin/env bash
# A real S3 server on loopback for the integration tests: the Ceph RADOS Gateway, from Debian's or Ubuntu's packages.
#
#   eng/s3.sh up   [DIR] [PORT]   start a monitor, one in-memory disk and the gateway; print the tests' settings
#   eng/s3.sh down [DIR]          stop what was started in DIR, and remove DIR
#
#   eval "$(eng/s3.sh up)" && dotnet test; eng/s3.sh down
#
# Needs root (for apt-get, once). PORT and PORT + 1 are used, on 127.0.0.1 only. Nothing survives "down".
set -euo pipefail

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }

command=${1:-}
dir=${2:-${TMPDIR:-/tmp}/rhetenor-s3}
port=${3:-17480}
access_key=rhetenor-test
secret_key=rhetenor-test-secret
daemons=(client.rgw osd.0 mon.a)

stop() {
  local name pid
  for name in "${daemons[@]}"; do
    [[ -s $dir/$name.pid ]] || continue
    pid=$(<"$dir/$name.pid")
    # A pid file may outlive its process and the number be reused: stop only what runs with this folder's settings.
    grep -qsF "$dir/ceph.conf" "/proc/$pid/cmdline" || continue
    kill "$pid" 2>/dev/null || continue
    for _ in {1..100}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    if kill -0 "$pid" 2>/dev/null; then kill -KILL "$pid" 2>/dev/null || true; fi
  done
}

clear_folder() {
  [[ -e $dir ]] || return 0
  if [[ ! -f $dir/ceph.conf && -n $(ls -A "$dir") ]]; then
    echo "$dir was not made by this script; it is left as it is." >&2
    exit 1
  fi
  stop
  rm -rf "$dir"
}

install_packages() {
  local tool missing=
  for tool in radosgw ceph-mon ceph-osd; do command -v "$tool" >/dev/null || missing=$tool; done
  [[ -n $missing ]] || return 0
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends radosgw ceph-mon ceph-osd >&2
}

write_settings() {
  cat >"$dir/ceph.conf" <<CONF
[global]
fsid = $fsid
mon host = 127.0.0.1:$((port + 1))
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
keyring = $dir/keyring
run dir = $dir
pid file = $dir/\$name.pid
log file = $dir/\$name.log
admin socket = $dir/\$name.asok
mon data = $dir/mon
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 2
mon data avail crit = 1
osd data = $dir/osd
osd objectstore = memstore
memstore device bytes = 2147483648
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
rgw data = $dir/rgw
rgw frontends = beast endpoint=127.0.0.1:$port
rgw run sync thread = false
rgw enable quota threads = false
rgw enable usage log = false
CONF
}

start_cluster() {
  local ring="$dir/keyring" disk
  ceph-authtool --create-keyring "$ring" --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool "$ring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
  ceph-authtool "$ring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
  ceph-authtool "$ring" --gen-key -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx'
  monmaptool --create --fsid "$fsid" --add a "127.0.0.1:$((port + 1))" "$dir/monmap"
  ceph-mon "${conf[@]}" -i a --mkfs --monmap "$dir/monmap" --keyring "$ring"
  ceph-mon "${conf[@]}" -i a
  disk=$(</proc/sys/kernel/random/uuid)
  timeout 60 ceph "${conf[@]}" osd new "$disk" 0
  ceph-osd "${conf[@]}" -i 0 --mkfs --osd-uuid "$disk"
  ceph-osd "${conf[@]}" -i 0
  radosgw "${conf[@]}" -n client.rgw
}

wait_for_gateway() {
  for _ in {1..240}; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    sleep 0.5
  done
  echo "The gateway did not answer on port $port; its logs are in $dir." >&2
  exit 1
}

case $command in
  up)
    install_packages
    clear_folder
    mkdir -p "$dir"/{mon,osd,rgw}
    dir=$(cd "$dir" && pwd)
    fsid=$(</proc/sys/kernel/random/uuid)
    conf=(-c "$dir/ceph.conf")
    write_settings
    start_cluster >"$dir/start.log" 2>&1 || { tail -20 "$dir/start.log" >&2; stop; exit 1; }
    wait_for_gateway
    radosgw-admin "${conf[@]}" user create --uid rhetenor --display-name rhetenor \
      --access-key "$access_key" --secret "$secret_key" >>"$dir/start.log" 2>&1
    echo "export RHETENOR_TEST_S3_ENDPOINT=http://127.0.0.1:$port"
    echo "export RHETENOR_TEST_S3_ACCESS_KEY=$access_key"
    echo "export RHETENOR_TEST_S3_SECRET_KEY=$secret_key"
    ;;
  down)
    [[ -d $dir ]] || exit 0
    dir=$(cd "$dir" && pwd)
    clear_folder
    ;;
  *) usage ;;
esac
