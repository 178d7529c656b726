"""Does the checks and the scenarios with pyzeebe, and prints a line of JSON for each: what it was, which rows of the
conformance table it covers, and what went wrong, if anything.

Its one argument is the file with the models and scenarios. Addresses come from the environment: ENGINE_GRPC, BUSY_GRPC.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from pyzeebe import Job, ZeebeClient, ZeebeWorker, create_insecure_channel
from pyzeebe.errors import (
    ActivateJobsRequestInvalidError,
    DecisionNotFoundError,
    JobNotFoundError,
    MessageAlreadyExistsError,
    ProcessDefinitionNotFoundError,
    ProcessInstanceNotFoundError,
    ProcessInvalidError,
    ProcessTimeoutError,
    ZeebeBackPressureError,
)

LARGEST_KEY = 2**63 - 1


class Engine:
    """The client with short forms of what checks do."""

    def __init__(self, address: str, models: dict, folder: str) -> None:
        self.channel = create_insecure_channel(grpc_address=address)
        self.client = ZeebeClient(self.channel)
        # Jobs are activated below the workers: scenarios decide one by one what becomes of a job.
        self.adapter = self.client.zeebe_adapter
        self.models = models
        self.folder = folder

    async def deploy_files(self, files: list):
        paths = []
        for file in files:
            path = Path(self.folder, file["name"])
            path.write_text(file["text"], encoding="utf-8")
            paths.append(path)
        return await self.client.deploy_resource(*paths)

    async def deploy(self, id: str, *names: str):
        text = json.dumps([self.models[name] for name in names])
        return await self.deploy_files(json.loads(text.replace("@id@", id)))

    async def create(self, id: str, variables: dict | None = None) -> int:
        return (await self.client.run_process(id, variables or {})).process_instance_key

    async def poll(self, type: str, patience: int) -> Job | None:
        jobs = self.adapter.activate_jobs(type, "pyzeebe", 60_000, 1, [], patience, ["<default>"])
        return next(iter([job async for job in jobs]), None)

    async def job(self, type: str) -> Job:
        job = await self.poll(type, 10_000)
        assert job is not None, f"there is no job of type <{type}>"
        return job

    async def cancel(self, key: int) -> bool:
        try:
            await self.client.cancel_process_instance(key)
            return True
        except ProcessInstanceNotFoundError:
            return False


def equal(found, expected) -> None:
    assert found == expected, f"{found} is not {expected}"


async def refused(error: type, call) -> None:
    try:
        await call
    except error:
        return
    raise AssertionError(f"{error.__name__} was not raised")


async def run_scenario(engine: Engine, scenario: dict) -> None:
    """Does the steps of a scenario; see scenarios/scenario.ts for what they mean."""
    await engine.deploy_files(scenario["files"])
    instance = None
    try:
        for step in scenario["steps"]:
            instance = await take(engine, step, instance)
    except BaseException:
        # The next scenario must not meet what is left of this one.
        if instance is not None:
            await engine.cancel(instance)
        raise


async def take(engine: Engine, step: dict, instance: int | None) -> int | None:
    variables = step.get("variables", {})
    if "start" in step:
        return await engine.create(step.get("process", "p"), step["start"])
    if "work" in step:
        job = await engine.job(step["work"])
        for name, value in step.get("expect", {}).items():
            equal(job.variables.get(name), value)
        if "error" in step:
            await engine.adapter.throw_error(job.key, "", {}, step["error"])
        else:
            await engine.adapter.complete_job(job.key, variables)
        return job.process_instance_key
    if "none" in step:
        equal(await engine.poll(step["none"], -1), None)
    elif "publish" in step:
        await engine.client.publish_message(step["publish"], step["key"], variables, 0)
    elif "broadcast" in step:
        await engine.client.broadcast_signal(step["broadcast"], variables)
    elif "decide" in step:
        result = await engine.client.evaluate_decision(None, step["decide"], variables)
        found = result.decision_output
        equal(json.loads(found) if isinstance(found, str) else found, step["output"])
    elif "deploy" in step:
        await engine.deploy_files(step["deploy"])
    else:
        equal(await engine.cancel(instance), "cancel" in step)
    return instance


CHECKS: list = []


def check(name: str, *covers: str):
    """Declares a check and the rows that it covers."""

    def declared(run):
        CHECKS.append((name, covers, run))
        return run

    return declared


@check("tells its topology and its health", "Topology")
async def topology(engine: Engine, busy: Engine) -> None:
    equal((await engine.client.topology()).cluster_size, 1)


@check("deploys, and refuses what is wrong", "DeployResource", "CreateProcessInstance")
async def deploys(engine: Engine, busy: Engine) -> None:
    await engine.deploy("created", "twoJobs", "deadlines", "form")
    await engine.deploy("created", "oneJob")
    await engine.client.run_process("created", {"a": 1}, version=1)
    equal(dict((await engine.job("created.first")).variables), {"a": 1})
    await engine.create("created")
    equal(dict((await engine.job("created.work")).custom_headers), {"mode": "first"})
    await refused(ProcessInvalidError, engine.deploy("wrong", "wrong"))
    await refused(ProcessDefinitionNotFoundError, engine.create("nowhere"))


@check("answers with the result, of which only what is asked for", "CreateProcessInstanceWithResult", "CompleteJob")
async def result(engine: Engine, busy: Engine) -> None:
    await engine.deploy("result", "oneJob")
    given = {"orderId": "o-1", "secret": "x"}
    waits = asyncio.create_task(
        engine.client.run_process_with_result("result", given, timeout=10_000, variables_to_fetch=["orderId", "answer"])
    )
    job = await engine.job("result.work")
    await engine.adapter.complete_job(job.key, {"answer": "已办理"})
    equal(dict((await waits).variables), {"orderId": "o-1", "answer": "已办理"})
    await refused(JobNotFoundError, engine.adapter.complete_job(job.key, {}))
    await refused(ProcessTimeoutError, engine.client.run_process_with_result("result", {}, timeout=50))


@check("cancels", "CancelProcessInstance")
async def cancels(engine: Engine, busy: Engine) -> None:
    await engine.deploy("cancelled", "oneJob")
    key = await engine.create("cancelled")
    equal([await engine.cancel(key), await engine.cancel(key), await engine.cancel(LARGEST_KEY)], [True, False, False])


@check("keeps a published message for its time, and takes an id once meanwhile", "PublishMessage")
async def publishes(engine: Engine, busy: Engine) -> None:
    await engine.deploy("buffered", "waiting")
    message = ("buffered-reply", "o-1", {"text": "已答复"}, 60_000, "once")
    await engine.client.publish_message(*message)
    await refused(MessageAlreadyExistsError, engine.client.publish_message(*message))
    await engine.create("buffered", {"orderId": "o-1"})
    equal((await engine.job("buffered.after")).variables["text"], "已答复")


@check("broadcasts a signal", "BroadcastSignal")
async def broadcasts(engine: Engine, busy: Engine) -> None:
    await engine.deploy("storm", "signalled")
    await engine.client.broadcast_signal("storm-signal", {"level": "red"})
    equal(dict((await engine.job("storm.after")).variables), {"level": "red"})


async def worked(engine: Engine, id: str, streams: bool) -> None:
    await engine.deploy(id, "oneJob")
    seen: list = []
    all_seen = asyncio.Event()
    worker = ZeebeWorker(engine.channel, request_timeout=1000, poll_retry_delay=1, stream_enabled=streams)

    @worker.task(task_type=f"{id}.work")
    async def work(n: int) -> dict:
        seen.append(n)
        if len(seen) == 5:
            all_seen.set()
        return {"done": n}

    working = asyncio.create_task(worker.work())
    for n in range(5):
        await engine.create(id, {"n": n})
    await asyncio.wait_for(all_seen.wait(), 10)
    equal(sorted(seen), [0, 1, 2, 3, 4])
    await worker.stop()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


@check("gives jobs to a worker", "ActivateJobs", "CompleteJob")
async def polls(engine: Engine, busy: Engine) -> None:
    await worked(engine, "worked", False)
    await refused(ActivateJobsRequestInvalidError, engine.poll("", 100))


@check("pushes jobs to a worker that streams", "StreamActivatedJobs")
async def streams(engine: Engine, busy: Engine) -> None:
    await worked(engine, "streamed", True)


@check("fails a job with variables and a pause", "FailJob")
async def fails(engine: Engine, busy: Engine) -> None:
    await engine.deploy("failed", "oneJob")
    await engine.create("failed")
    job = await engine.job("failed.work")
    await engine.adapter.fail_job(job.key, 1, "数据库不可用", 300, {"tried": 1})
    equal(await engine.poll("failed.work", -1), None)
    again = await engine.job("failed.work")
    equal((again.key, again.retries, dict(again.variables)), (job.key, 1, {"tried": 1}))
    await refused(JobNotFoundError, engine.adapter.fail_job(LARGEST_KEY, 1, "", 0, {}))


@check("throws an error", "ThrowError")
async def throws(engine: Engine, busy: Engine) -> None:
    await engine.deploy("erring", "oneJob")
    await engine.create("erring")
    job = await engine.job("erring.work")
    await engine.adapter.throw_error(job.key, "无此单位", {}, "no-such-unit")
    await refused(JobNotFoundError, engine.adapter.throw_error(LARGEST_KEY, "", {}, "x"))


@check("changes the time that a worker has", "UpdateJobTimeout")
async def updates(engine: Engine, busy: Engine) -> None:
    await engine.deploy("timed", "oneJob")
    await engine.create("timed")
    job = await engine.job("timed.work")
    await engine.adapter.update_job_timeout(job.key, 1)
    equal((await engine.job("timed.work")).key, job.key)


@check("evaluates a decision", "EvaluateDecision")
async def decides(engine: Engine, busy: Engine) -> None:
    await engine.deploy("days", "deadlines")
    decided = await engine.client.evaluate_decision(None, "days", {"kind": "complaint"})
    equal(str(decided.decision_output), "5")
    equal(decided.evaluated_decisions[0].matched_rules[0].rule_id, "r2")
    await refused(DecisionNotFoundError, engine.client.evaluate_decision(None, "none", {}))


@check("is told RESOURCE_EXHAUSTED when there is no room to wait", "ActivateJobs")
async def exhausted(engine: Engine, busy: Engine) -> None:
    await refused(ZeebeBackPressureError, busy.poll("x", 1000))


async def report(name: str, covers, work) -> None:
    line = {"check": name, "covers": list(covers)}
    try:
        await work
    except Exception as failed:  # whatever went wrong is told, and the next check is done
        line["failed"] = f"{type(failed).__name__}: {failed}"
    print(json.dumps(line, ensure_ascii=False), flush=True)


async def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        engine, busy = (Engine(os.environ[name], given["models"], folder) for name in ("ENGINE_GRPC", "BUSY_GRPC"))
        for name, covers, run in CHECKS:
            await report(name, covers, run(engine, busy))
        for scenario in given["scenarios"]:
            if not scenario["needsRest"]:
                await report(f"executes: {scenario['row']}", [scenario["row"]], run_scenario(engine, scenario))


asyncio.run(main())
