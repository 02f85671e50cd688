"""A real S3 server on this machine: moto's, spoken to over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import fsspec
import pytest
from moto.server import ThreadedMotoServer

BUCKET = "news-bucket"


@contextmanager
def server() -> Iterator[object]:
    """A client of an S3 server that all in this process and its children find by the environment."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": host,
        }.items():
            patch.setenv(name, value)
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET)
        _forget()
        try:
            yield client
        finally:
            _forget()
            running.stop()


def _forget() -> None:
    """Have s3fs read the environment anew: it keeps what it was connected to."""
    fsspec.get_filesystem_class("s3").clear_instance_cache()
