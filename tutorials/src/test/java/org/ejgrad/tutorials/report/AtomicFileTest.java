// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void write_contentFails_keepsOldFileAndNoTemporary() throws IOException {
    Path target = folder.resolve("a.txt");
    AtomicFile.write(target, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                target,
                out -> {
                  out.write(new byte[100_000]);
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void write_targetExists_replacesIt() throws IOException {
    Path target = folder.resolve("a.txt");
    for (String text : List.of("first", "second")) {
      AtomicFile.write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals("second", Files.readString(target));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void write_folderMissingOrTargetIsFolder_isRefused() {
    Path missing = folder.resolve("no").resolve("a.txt");
    assertThrows(IOException.class, () -> AtomicFile.write(missing, out -> out.write(1)));
    assertThrows(IOException.class, () -> AtomicFile.write(folder, out -> out.write(1)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
