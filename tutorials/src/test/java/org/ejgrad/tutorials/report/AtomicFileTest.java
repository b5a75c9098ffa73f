// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  void write_newTarget_hasTheRightsOfAnyNewFile() throws IOException {
    assumePosix();
    Path target = folder.resolve("a.txt");
    AtomicFile.write(target, out -> out.write(1));
    Path ordinary = Files.writeString(folder.resolve("b.txt"), "b");
    assertEquals(Files.getPosixFilePermissions(ordinary), Files.getPosixFilePermissions(target));
    assertEquals(Set.of("a.txt", "b.txt"), Set.copyOf(names()));
  }

  @Test
  void write_targetExists_keepsItsRights() throws IOException {
    assumePosix();
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    for (String rights : List.of("rw-------", "rw-r-----", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(rights));
      AtomicFile.write(target, out -> out.write(1));
      assertEquals(rights, PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }
  }

  @Test
  void write_whileWriting_isTheOwnersAlone() throws IOException {
    assumePosix();
    List<String> rights = new ArrayList<>();
    AtomicFile.write(
        folder.resolve("a.txt"),
        out -> {
          for (String name : names()) {
            rights.add(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
          }
          out.write(1);
        });
    assertEquals(List.of("rw-------"), rights);
  }

  private void assumePosix() {
    assumeTrue(
        Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null,
        "skipped: the file system has no POSIX rights");
  }

  @Test
  void write_folderMissing_namesTheFolder() {
    Path missing = folder.resolve("no");
    NoSuchFileException thrown =
        assertThrows(
            NoSuchFileException.class,
            () -> AtomicFile.write(missing.resolve("a.txt"), out -> out.write(1)));
    assertEquals(missing + ": write: the folder must exist", thrown.getMessage());
  }

  @Test
  void write_targetIsFolder_isRefused() {
    assertThrows(IOException.class, () -> AtomicFile.write(folder, out -> out.write(1)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
