package jiesu.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.DeploymentEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The client with short forms of what checks do, over one of the two protocols. */
final class Engine implements AutoCloseable {
  static final long LARGEST_KEY = Long.MAX_VALUE;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final CamundaClient client;
  /** Of an engine where nobody can wait. */
  final CamundaClient busy;
  final boolean rest;
  private final JsonNode models;

  Engine(final boolean rest, final JsonNode models) {
    this.rest = rest;
    this.models = models;
    client = clientOf(rest, "ENGINE");
    busy = clientOf(rest, "BUSY");
  }

  private static CamundaClient clientOf(final boolean rest, final String prefix) {
    return CamundaClient.newClientBuilder()
        .grpcAddress(URI.create("http://" + System.getenv(prefix + "_GRPC")))
        .restAddress(URI.create("http://" + System.getenv(prefix + "_REST")))
        .preferRestOverGrpc(rest)
        .build();
  }

  /** Deploys models under an id; the same id in both protocols would meet what is left of the other. */
  DeploymentEvent deploy(final String id, final String... names) {
    final DeployResourceCommandStep1 command = client.newDeployResourceCommand();
    DeployResourceCommandStep2 filled = null;
    for (final String name : names) {
      final String text = models.get(name).get("text").asText().replace("@id@", id);
      final String file = models.get(name).get("name").asText().replace("@id@", id);
      filled = (filled == null ? command : filled).addResourceStringUtf8(text, file);
    }
    return filled.send().join();
  }

  long create(final String id, final Map<String, Object> variables) {
    return client.newCreateInstanceCommand().bpmnProcessId(id).latestVersion().variables(variables).send().join()
        .getProcessInstanceKey();
  }

  /** One job of the type, waited for. */
  ActivatedJob job(final String type) {
    final List<ActivatedJob> jobs = poll(type, PATIENCE);
    if (jobs.isEmpty()) throw new AssertionError("there is no job of type <" + type + ">");
    return jobs.get(0);
  }

  /** At most one job of the type. @param patience negative: does not wait */
  List<ActivatedJob> poll(final String type, final Duration patience) {
    return client.newActivateJobsCommand().jobType(type).maxJobsToActivate(1).timeout(Duration.ofMinutes(1))
        .workerName("java").requestTimeout(patience).send().join().getJobs();
  }

  void complete(final ActivatedJob job, final Map<String, Object> variables) {
    client.newCompleteCommand(job).variables(variables).send().join();
  }

  /** The key of an element instance that is active. */
  long element(final long instance, final String id) throws Exception {
    return found(() -> client.newElementInstanceSearchRequest()
        .filter(filter -> filter.processInstanceKey(instance).elementId(id))
        .send().join().items()).getElementInstanceKey();
  }

  /** The first that a search finds, asked for again while it finds nothing. */
  static <T> T found(final Callable<List<T>> search) throws Exception {
    final long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      final List<T> items = search.call();
      if (!items.isEmpty()) return items.get(0);
      Thread.onSpinWait();
    }
    throw new AssertionError("the search finds nothing");
  }

  /** Whether there was an instance to cancel. */
  boolean cancel(final long instance) {
    try {
      client.newCancelInstanceCommand(instance).send().join();
      return true;
    } catch (final ClientStatusException | ClientHttpException refused) {
      if (codeOf(refused).equals(rest ? "404" : "NOT_FOUND")) return false;
      throw refused;
    }
  }

  /** Expects the engine to refuse with a status of gRPC, or of HTTP. */
  void refused(final String grpc, final int http, final Runnable call) {
    try {
      call.run();
    } catch (final ClientStatusException | ClientHttpException refused) {
      equal(codeOf(refused), rest ? String.valueOf(http) : grpc);
      return;
    }
    throw new AssertionError("was not refused with " + grpc);
  }

  private static String codeOf(final RuntimeException refused) {
    return refused instanceof ClientStatusException grpc
        ? grpc.getStatusCode().name()
        : String.valueOf(((ClientHttpException) refused).code());
  }

  static void equal(final Object found, final Object expected) {
    if (!expected.equals(found)) throw new AssertionError(found + " is not " + expected);
  }

  @Override
  public void close() {
    client.close();
    busy.close();
  }
}
