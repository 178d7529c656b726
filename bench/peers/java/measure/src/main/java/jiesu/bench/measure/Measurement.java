package jiesu.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Measures one engine and prints one line of JSON on stdout; progress goes to stderr. */
public final class Measurement {

  private Measurement() {}

  /** @param open builds and starts the engine, which reports to the probe */
  public static void run(String[] args, BiFunction<Settings, Probe, PeerEngine> open)
      throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Settings settings = Settings.of(args);
    Probe probe = new Probe();
    List<String> members = new ArrayList<>();
    try (PeerEngine engine = open.apply(settings, probe)) {
      if (settings.instances() > 0) {
        List<Double> rates = new CompletionRounds(engine, probe, settings).run();
        members.add(String.format("\"w1PerSecond\":%.1f", CompletionRounds.plateauRate(rates)));
        members.add("\"w1Plateau\":" + CompletionRounds.plateau(rates));
        members.add(
            rates.stream()
                .map(rate -> String.format("%.1f", rate))
                .collect(Collectors.joining(",", "\"w1Rounds\":[", "]")));
      }
      if (settings.parked() > 0) {
        ParkedTimers.Figures figures = ParkedTimers.run(engine, probe, settings);
        members.add(String.format("\"w2CreateSeconds\":%.1f", figures.createSeconds()));
        members.add(String.format("\"w2LatenessP50Ms\":%.1f", figures.latenessP50Ms()));
        members.add(String.format("\"w2LatenessP99Ms\":%.1f", figures.latenessP99Ms()));
      }
    }
    System.out.println("{" + String.join(",", members) + "}");
  }
}
