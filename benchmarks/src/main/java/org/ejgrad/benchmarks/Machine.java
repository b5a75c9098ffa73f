// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processor and the virtual machine, for the head of the table. */
final class Machine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  static String description() throws IOException {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores; "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + "; "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version");
  }

  /** The mean number of busy threads over the last minute; negative where the system has none. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(CPUINFO)) {
      return "processor unknown";
    }
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      List<String> names = lines.filter(line -> line.startsWith("model name")).limit(1).toList();
      return names.isEmpty()
          ? "processor unknown"
          : names.get(0).substring(names.get(0).indexOf(':') + 1).strip();
    }
  }
}
