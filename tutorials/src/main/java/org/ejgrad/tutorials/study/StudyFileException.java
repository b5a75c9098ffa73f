// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.nio.file.Path;
import org.ejgrad.graph.Names;

/** A study file that is not one: names the file, the place in it as a JSON path, and the rule. */
public final class StudyFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String jsonPath;

  StudyFileException(Path file, String jsonPath, String problem, Throwable cause) {
    super(Names.printable(file + ": at " + jsonPath + ": " + problem), cause);
    this.file = file;
    this.jsonPath = jsonPath;
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /** Returns where in the file, such as {@code $.cells[3].loss[17]}. */
  public String jsonPath() {
    return jsonPath;
  }
}
