// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.function.Executable;

/** What the tests of readers share: files to write, real data to find, allocation to count. */
final class DataFiles {
  private DataFiles() {}

  static Path write(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String name, String content) {
    return write(folder, name, content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] content) {
    return gzip(content, 0);
  }

  /** Packs the content and so many zeros after it. */
  static byte[] gzip(byte[] content, int zeros) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 16];
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
      for (int left = zeros; left > 0; left -= block.length) {
        gzip.write(block, 0, Math.min(left, block.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** An IDX file with the given type code and sizes, and whatever entries. */
  static byte[] idx(int type, int[] sizes, byte... entries) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + entries.length);
    file.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(entries).array();
  }

  /** A file of the shared data folder; the test is skipped where it is absent. */
  static Path real(String name) {
    String given = System.getProperty("ejgrad.data", "");
    List<String> folders =
        given.isEmpty() ? List.of("../shared/data", "../../shared/data") : List.of(given);
    Path found =
        folders.stream()
            .map(folder -> Path.of(folder, name))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(!found.toString().isEmpty(), () -> "skipped: no " + name + " in " + folders);
    return found;
  }

  /** The bytes that this thread allocates while it runs the action. */
  static long allocatedDuring(Runnable action) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** The action fails by the documented exception, whose message holds each part. */
  static DataFormatException assertFault(Executable action, String... parts) {
    DataFormatException fault = assertThrows(DataFormatException.class, action);
    assertContains(fault, parts);
    return fault;
  }

  static void assertRejects(Executable action, String... parts) {
    assertContains(assertThrows(IllegalArgumentException.class, action), parts);
  }

  static void assertContains(Throwable thrown, String... parts) {
    String message = String.valueOf(thrown.getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' missing in: " + message);
    }
  }
}
