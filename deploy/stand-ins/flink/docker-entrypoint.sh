#!/bin/bash
# The official image's jobmanager, taskmanager and pass-through, with FLINK_PROPERTIES as the configuration.
set -euo pipefail
export FLINK_CONF_DIR=$FLINK_HOME/conf

# As there: white space goes, variables are filled in.
{
  echo "jobmanager.rpc.address: ${JOB_MANAGER_RPC_ADDRESS:-$(hostname -f)}"
  echo "blob.server.port: 6124"
  printf '%s\n' "${FLINK_PROPERTIES:-}" | tr -d ' \t' | sed '/^$/d; s/:/: /' | envsubst
} >"$FLINK_CONF_DIR/config.yaml"

opens=()
for each in java.base/{java.lang,java.net,java.io,java.nio,sun.nio.ch,java.lang.reflect,java.text,java.time,java.util,java.util.concurrent,java.util.concurrent.atomic,java.util.concurrent.locks}; do
  opens+=("--add-opens=$each=ALL-UNNAMED")
done
java=(java "${opens[@]}" "-Dlog4j2.configurationFile=$FLINK_CONF_DIR/log4j2.properties" -cp "$FLINK_HOME/lib/*")

# Memory as Flink's own scripts reckon it: a line of options for the virtual machine, a line of settings.
resources() {
  "${java[@]}" -Dlog4j2.level=ERROR org.apache.flink.runtime.util.bash.BashJavaUtils "$1" --configDir "$FLINK_CONF_DIR" |
    sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

start() {
  local lines jvm settings
  mapfile -t lines < <(resources "$2")
  read -ra jvm <<<"${lines[0]}"
  read -ra settings <<<"${lines[1]:-}"
  exec "${java[@]:0:1}" "${jvm[@]}" -XX:+ExitOnOutOfMemoryError "${java[@]:1}" "$1" --configDir "$FLINK_CONF_DIR" "${settings[@]}"
}

case ${1:-} in
  jobmanager) start org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint GET_JM_RESOURCE_PARAMS ;;
  taskmanager) start org.apache.flink.runtime.taskexecutor.TaskManagerRunner GET_TM_RESOURCE_PARAMS ;;
  *) exec "$@" ;;
esac
