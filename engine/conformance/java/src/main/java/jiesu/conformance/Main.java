package jiesu.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does the checks and the scenarios with the official client, once over REST and once over gRPC, and prints a line of JSON
 * for each: what it was, which rows of the conformance table it covers, and what went wrong, if anything.
 *
 * <p>Its one argument is the file with the models and scenarios. Addresses come from the environment: ENGINE_GRPC, ENGINE_REST
 * and BUSY_GRPC, BUSY_REST.
 */
public final class Main {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Main() {}

  public static void main(final String[] arguments) throws Exception {
    final JsonNode input = JSON.readTree(new File(arguments[0]));
    for (final boolean rest : new boolean[] {true, false}) {
      try (Engine engine = new Engine(rest, input.get("models"))) {
        for (final Check check : Checks.all(rest)) {
          report(check.name() + (rest ? ", over REST" : ", over gRPC"), check.covers(), () -> check.run().with(engine));
        }
        for (final JsonNode scenario : input.get("scenarios")) {
          if (!rest && scenario.get("needsRest").asBoolean()) continue;
          final String row = scenario.get("row").asText();
          report("executes: " + row + (rest ? ", over REST" : ", over gRPC"), List.of(row), () -> new Scenario(engine).run(scenario));
        }
      }
    }
    System.exit(0);
  }

  private static void report(final String name, final List<String> covers, final Work work) throws Exception {
    final Map<String, Object> line = new LinkedHashMap<>();
    line.put("check", name);
    line.put("covers", covers);
    try {
      work.run();
    } catch (final Exception | AssertionError failed) {
      line.put("failed", failed.getCause() == null ? failed.toString() : failed + ", caused by " + failed.getCause());
    }
    OUT.println(JSON.writeValueAsString(line));
  }

  private interface Work {
    void run() throws Exception;
  }

  /** One thing that is done with the engine. */
  record Check(String name, List<String> covers, Run run) {}

  interface Run {
    void with(Engine engine) throws Exception;
  }
}
