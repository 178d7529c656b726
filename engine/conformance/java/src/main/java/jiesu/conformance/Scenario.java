package jiesu.conformance;

import static jiesu.conformance.Engine.equal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.client.api.command.CompleteAdHocSubProcessResultStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.search.enums.UserTaskState;
import java.time.Duration;
import java.util.Map;

/** Does the steps of a scenario; see scenarios/scenario.ts for what they mean. */
final class Scenario {
  private final Engine engine;
  private long instance;

  Scenario(final Engine engine) {
    this.engine = engine;
  }

  void run(final JsonNode scenario) throws Exception {
    deploy(scenario.get("files"));
    try {
      for (final JsonNode step : scenario.get("steps")) take(step);
    } catch (final Exception | AssertionError failed) {
      // The next scenario must not meet what is left of this one.
      if (instance != 0) engine.cancel(instance);
      throw failed;
    }
  }

  private void take(final JsonNode step) throws Exception {
    if (step.has("start")) {
      instance = engine.create(step.path("process").asText("p"), variables(step.get("start")));
    } else if (step.has("work")) {
      work(step);
    } else if (step.has("none")) {
      equal(engine.poll(step.get("none").asText(), Duration.ofMillis(-1)).size(), 0);
    } else if (step.has("publish")) {
      engine.client.newPublishMessageCommand().messageName(step.get("publish").asText())
          .correlationKey(step.get("key").asText()).timeToLive(Duration.ZERO)
          .variables(variables(step.get("variables"))).send().join();
    } else if (step.has("broadcast")) {
      engine.client.newBroadcastSignalCommand().signalName(step.get("broadcast").asText())
          .variables(variables(step.get("variables"))).send().join();
    } else if (step.has("task")) {
      final long task = Engine.found(() -> engine.client.newUserTaskSearchRequest()
          .filter(filter -> filter.processInstanceKey(instance).state(UserTaskState.CREATED))
          .send().join().items()).getUserTaskKey();
      engine.client.newCompleteUserTaskCommand(task).variables(variables(step.get("variables"))).send().join();
    } else if (step.has("decide")) {
      final String output = engine.client.newEvaluateDecisionCommand().decisionId(step.get("decide").asText())
          .variables(variables(step.get("variables"))).send().join().getDecisionOutput();
      equal(Main.JSON.readTree(output), step.get("output"));
    } else if (step.has("deploy")) {
      deploy(step.get("deploy"));
    } else {
      equal(engine.cancel(instance), step.has("cancel"));
    }
  }

  private void work(final JsonNode step) {
    final ActivatedJob job = engine.job(step.get("work").asText());
    instance = job.getProcessInstanceKey();
    step.path("expect").properties().forEach(expected ->
        equal(Main.JSON.valueToTree(job.getVariablesAsMap().get(expected.getKey())), expected.getValue()));
    if (step.has("error")) {
      engine.client.newThrowErrorCommand(job).errorCode(step.get("error").asText()).send().join();
    } else if (step.has("activate")) {
      engine.client.newCompleteCommand(job).withResult(result -> {
        CompleteAdHocSubProcessResultStep1 adHoc = result.forAdHocSubProcess();
        for (final JsonNode element : step.get("activate")) adHoc = adHoc.activateElement(element.asText());
        return adHoc.completionConditionFulfilled(step.get("activate").isEmpty());
      }).send().join();
    } else {
      engine.complete(job, variables(step.get("variables")));
    }
  }

  private void deploy(final JsonNode files) {
    final DeployResourceCommandStep1 command = engine.client.newDeployResourceCommand();
    DeployResourceCommandStep2 filled = null;
    for (final JsonNode file : files) {
      filled = (filled == null ? command : filled)
          .addResourceStringUtf8(file.get("text").asText(), file.get("name").asText());
    }
    filled.send().join();
  }

  private static Map<String, Object> variables(final JsonNode written) {
    return written == null ? Map.of() : Main.JSON.convertValue(written, new TypeReference<Map<String, Object>>() {});
  }
}
