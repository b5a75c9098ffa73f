// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.ejgrad.graph.Names;

/** Opens data files, packed or plain, and words what the file system refuses. */
final class DataStreams {
  private static final int BUFFER = 1 << 16;

  private DataStreams() {}

  /** A stream of the file's content, unpacked where its first two bytes are those of gzip. */
  static InputStream open(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    try {
      BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
      return startsAsGzip(buffered) ? new GzipStream(path, buffered) : buffered;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Whether the file's first two bytes are those of gzip. */
  static boolean isGzip(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return startsAsGzip(new BufferedInputStream(file, 2));
    }
  }

  /** The exception for a file that is missing or cannot be read. */
  static UncheckedIOException unreadable(Path path, IOException cause) {
    String file = Names.printable(path.toString());
    String reason =
        cause instanceof NoSuchFileException
            ? "the file must exist. Check the path"
            : "the file must be readable, got "
                + Names.printable(String.valueOf(cause.getMessage()));
    return new UncheckedIOException("read " + file + ": " + reason, cause);
  }

  private static boolean startsAsGzip(BufferedInputStream stream) throws IOException {
    stream.mark(2);
    boolean gzip = GzipStream.isMagic(stream.read(), stream.read());
    stream.reset();
    return gzip;
  }
}
