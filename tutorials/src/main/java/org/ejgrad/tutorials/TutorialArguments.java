// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line of a tutorial: the files it reads, and {@code --output}, where it writes.
 *
 * @param files as many as the tutorial asks for
 * @param folder it exists; the current one by default
 */
record TutorialArguments(List<Path> files, Path folder) {
  /**
   * Reads the arguments. Prints what is allowed, and returns nothing, if they ask for it.
   *
   * @param fileLabels a name in capitals for each file that is required
   * @throws ParameterException if they are wrong
   * @throws IOException if the folder can neither be found nor made
   */
  static Optional<TutorialArguments> parse(
      String tutorial, List<String> fileLabels, PrintStream out, String... arguments)
      throws IOException {
    CommandLine command = new CommandLine(spec(tutorial, fileLabels));
    ParseResult given = command.parseArgs(arguments);
    if (given.isUsageHelpRequested()) {
      command.usage(out);
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < fileLabels.size(); k++) {
      files.add(given.matchedPositionalValue(k, Path.of("")));
    }
    Path folder = given.matchedOptionValue("--output", Path.of("."));
    Files.createDirectories(folder);
    return Optional.of(new TutorialArguments(List.copyOf(files), folder));
  }

  private static CommandSpec spec(String tutorial, List<String> fileLabels) {
    CommandSpec spec = CommandSpec.create().name(tutorial);
    for (int k = 0; k < fileLabels.size(); k++) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .index(Integer.toString(k))
              .type(Path.class)
              .required(true)
              .paramLabel(fileLabels.get(k))
              .build());
    }
    spec.addOption(
        OptionSpec.builder("--output")
            .type(Path.class)
            .paramLabel("FOLDER")
            .description("Where files are written, made if missing; default: this folder.")
            .build());
    spec.addOption(OptionSpec.builder("--help").usageHelp(true).description("Shows this.").build());
    return spec;
  }
}
