"""Apache Spark itself on loopback: a master, two workers and a Spark Connect server, each a process of its own.

Needs Java and the folder of a Spark 4 (`HOCBA_SPARK_HOME`), such as that of the package pyspark in another environment.
"""

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.sail import free_port

WORKER_CAME = re.compile(r"Registering worker 127\.0\.0\.1:(\d+)")


@dataclass
class Spark:
    """A cluster that runs, where its server is, and what its master wrote."""

    processes: list[subprocess.Popen[bytes]]
    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"sc://127.0.0.1:{self.port}"

    def workers(self) -> set[str]:
        """The workers that came to work, by port."""
        return set(WORKER_CAME.findall((self.folder / "master.log").read_text(encoding="utf-8", errors="replace")))

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
            process.wait(timeout=60)


def start_spark(home: Path, folder: Path) -> Spark:
    """A cluster that takes calls; the logs of its parts are in the folder."""
    spark = Spark([], free_port(), folder)
    master = free_port()
    host, web = ("--host", "127.0.0.1"), ("--webui-port", "0")
    url = f"spark://127.0.0.1:{master}"
    run = "org.apache.spark.deploy"
    _begin(spark, home, "master", f"{run}.master.Master", *host, "--port", str(master), *web)
    _wait_for(folder / "master.log", "I have been elected leader", 1)
    for name in ("worker-1", "worker-2"):
        size = ("--cores", "1", "--memory", "2g", "--work-dir", str(folder / name))
        _begin(spark, home, name, f"{run}.worker.Worker", *host, *web, *size, url)
    _wait_for(folder / "master.log", "Registering worker", 2)
    server = "org.apache.spark.sql.connect.service.SparkConnectServer"
    told = {
        "spark.connect.grpc.binding.port": spark.port,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": 4,
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": folder / "kho",
    }
    settings = [part for key, value in told.items() for part in ("--conf", f"{key}={value}")]
    submit = "org.apache.spark.deploy.SparkSubmit"
    _begin(spark, home, "server", submit, "--master", url, *settings, "--class", server, "spark-internal")
    _wait_for(folder / "server.log", "Spark Connect server started", 1)
    return spark


def _begin(spark: Spark, home: Path, name: str, *command: str) -> None:
    with (spark.folder / f"{name}.log").open("wb") as log:
        environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
        started = [str(home / "bin" / "spark-class"), *command]
        spark.processes.append(subprocess.Popen(started, cwd=spark.folder, env=environment, stdout=log, stderr=log))


def _wait_for(log: Path, sign: str, times: int, *, seconds: int = 90) -> None:
    for _ in range(seconds * 5):
        if log.read_text(encoding="utf-8", errors="replace").count(sign) >= times:
            return
        time.sleep(0.2)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-3000:])
