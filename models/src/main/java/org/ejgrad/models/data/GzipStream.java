// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip file (RFC 1952) of one member and checks all of it: header, packed data, checksum,
 * length, and that nothing follows. {@link java.util.zip.GZIPInputStream} takes bytes after the
 * last member for the end of the file and any number of members, so that a damaged or endless file
 * passes there. Every fault is a {@link DataFormatException} with the offset in the packed file.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER = 8192;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA_FIELD = 4;
  private static final int FILE_NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xe0;

  private final Path path;
  private final InputStream packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] single = new byte[1];
  private int position;
  private int limit;
  private long bufferOffset;
  private boolean ended;

  /** Reads the header; the packed stream is closed with this one. */
  GzipStream(Path path, InputStream packed) throws IOException {
    this.path = path;
    this.packed = packed;
    readHeader();
    inflater.setInput(buffer, position, limit - position);
  }

  /** Whether a file that starts with these two bytes is gzip. */
  static boolean isMagic(int first, int second) {
    return first == 0x1f && second == 0x8b;
  }

  @Override
  public int read() throws IOException {
    int count = read(single, 0, 1);
    return count < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        position = limit - inflater.getRemaining();
        readTrailer();
        ended = true;
      } else if (inflater.needsDictionary()) {
        throw fault("gzip data must not need a dictionary");
      } else if (inflater.needsInput()) {
        fill("the packed data");
        inflater.setInput(buffer, 0, limit);
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }

  private int inflate(byte[] target, int offset, int length) {
    try {
      return inflater.inflate(target, offset, length);
    } catch (java.util.zip.DataFormatException e) {
      position = limit - inflater.getRemaining();
      DataFormatException fault = fault("gzip data must be valid, got " + e.getMessage());
      fault.initCause(e);
      throw fault;
    }
  }

  private void readHeader() throws IOException {
    if (!isMagic(nextByte("the header"), nextByte("the header"))) {
      throw fault("a gzip file must start with 1f 8b");
    }
    int method = nextByte("the header");
    if (method != DEFLATE) {
      throw fault("the gzip method must be 8 (deflate), got " + method);
    }
    int flags = nextByte("the header");
    if ((flags & RESERVED_FLAGS) != 0) {
      throw fault("reserved gzip flags must be 0, got flags " + flags);
    }
    skip(6); // time, level, system
    if ((flags & EXTRA_FIELD) != 0) {
      int low = nextByte("the header");
      skip(low | nextByte("the header") << 8);
    }
    if ((flags & FILE_NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      long expected = checksum.getValue() & 0xffff;
      int low = nextByte("the header");
      if ((low | nextByte("the header") << 8) != expected) {
        throw fault("the gzip header's checksum must match");
      }
    }
    checksum.reset();
  }

  private void readTrailer() throws IOException {
    long expectedSum = checksum.getValue();
    long declaredSum = littleEndian32();
    if (declaredSum != expectedSum) {
      throw fault("the gzip checksum must match what was unpacked");
    }
    long declaredLength = littleEndian32();
    if (declaredLength != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw fault(
          "the gzip length must match what was unpacked, got %d declared, %d unpacked"
              .formatted(declaredLength, inflater.getBytesWritten()));
    }
    if (position < limit || packed.read() >= 0) {
      throw fault("nothing may follow the first gzip member. Pack the data again, as one member");
    }
  }

  private long littleEndian32() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) nextByte("the trailer") << shift;
    }
    return value;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      nextByte("the header");
    }
  }

  private void skipText() throws IOException {
    int next = nextByte("the header");
    while (next != 0) {
      next = nextByte("the header");
    }
  }

  private int nextByte(String where) throws IOException {
    if (position == limit) {
      fill(where);
    }
    int value = buffer[position++] & 0xff;
    checksum.update(value);
    return value;
  }

  private void fill(String where) throws IOException {
    bufferOffset += limit;
    position = 0;
    limit = 0;
    int count = packed.read(buffer, 0, BUFFER);
    if (count <= 0) {
      throw fault("the gzip file must be whole, it ends within " + where);
    }
    limit = count;
  }

  private DataFormatException fault(String problem) {
    return DataFormatException.atByte(path, bufferOffset + position, problem);
  }
}
