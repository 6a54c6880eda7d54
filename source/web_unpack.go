package source

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
)

// mostCodings is how many times over a body may be compressed.
const mostCodings = 3

// packing is how many bytes a compressed body may be longer than its content.
const packing = 64 << 10

// unpack reads a body up to the limit. With an error it also returns what it could read: errOver for a longer one, errDamaged
// and errEncoding. came is how many bytes were received, before decompression.
func (m *memory) unpack(resp *http.Response, limit int64) (data []byte, came int64, err error) {
	counted := &counter{from: resp.Body}
	m.ring = false
	body := io.Reader(counted)
	codings := strings.Split(strings.Join(resp.Header.Values("Content-Encoding"), ","), ",")
	if len(codings) > mostCodings {
		return nil, 0, errEncoding
	}
	for i := len(codings) - 1; i >= 0; i-- { // the last was packed last
		body, err = m.unpacker(strings.ToLower(strings.TrimSpace(codings[i])), io.LimitReader(body, limit+packing))
		if _, held := errors.AsType[*notEntered](err); held || errors.Is(err, errEncoding) {
			return nil, counted.came, err
		}
		if err != nil {
			return nil, counted.came, errDamaged.Because(err)
		}
	}
	// A growing buffer takes up to three times its final content.
	most := m.unreserved(limit + 1)
	b := bytes.NewBuffer(make([]byte, 0, min(max(resp.ContentLength, 0), most)+bytes.MinRead))
	_, err = b.ReadFrom(io.LimitReader(body, most))
	if err == nil && most <= limit && int64(b.Len()) == most { // there may be more
		if err := m.reserve(); err != nil {
			return b.Bytes(), counted.came, err
		}
		b.Grow(int(max(0, min(resp.ContentLength, limit)-most)) + bytes.MinRead)
		_, err = b.ReadFrom(io.LimitReader(body, limit+1-most))
	}
	m.held += int64(b.Len())
	if int64(b.Len()) > limit {
		return b.Bytes()[:limit], counted.came, errOver
	}
	if err != nil {
		return b.Bytes(), counted.came, errDamaged.Because(err)
	}
	return b.Bytes(), counted.came, nil
}

// counter counts what is read through it.
type counter struct {
	from io.Reader
	came int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.came += int64(n)
	return n, err
}

const headLength = 512 // bytes, which show the kind of a body

// gzipHead begins each gzip stream.
var gzipHead = []byte("\x1f\x8b")

// brotlied reports whether a body with another label begins as brotli does, which has no magic number.
func (m *memory) brotlied(head []byte) (is bool, err error) {
	if http.DetectContentType(head) != "application/octet-stream" {
		return false, nil
	}
	if err := m.roomFor(ringOf(head)); err != nil {
		return false, err
	}
	n, _ := brotli.NewReader(bytes.NewReader(head)).Read(make([]byte, 1))
	return n > 0, nil
}

// ringOf returns how much memory a body takes at most that brotli packed, in bytes: its first bits say how far back it repeats
// itself, which may be 16 MB in a body of a few bytes.
func ringOf(head []byte) int64 {
	if len(head) == 0 || head[0]&1 == 0 {
		return 1 << 16
	}
	if more := head[0] >> 1 & 7; more > 0 {
		return 1 << (17 + more)
	}
	return 1 << 17 // or less
}

// unbrotli undoes brotli, once for a body: no server packs twice in it.
func (m *memory) unbrotli(b *bufio.Reader, head []byte) (io.Reader, error) {
	if m.ring {
		return nil, errEncoding
	}
	m.ring = true
	if err := m.roomFor(ringOf(head)); err != nil {
		return nil, err
	}
	return brotli.NewReader(b), nil
}

// unpacker undoes one coding. Servers also put character sets and meaningless words in this header.
func (m *memory) unpacker(coding string, packed io.Reader) (io.Reader, error) {
	switch coding {
	case "", "identity", "none", "utf-8", "utf8", "8bit", "binary":
		return packed, nil
	case "gzip", "x-gzip", "br":
		b := bufio.NewReader(packed)
		head, _ := b.Peek(headLength)
		if bytes.HasPrefix(head, gzipHead) || bytes.HasPrefix(gzipHead, head) {
			return gzip.NewReader(b)
		}
		is := coding == "br" && !bytes.HasPrefix(head, []byte("<")) && !bytes.HasPrefix(head, []byte("{")) // no non-empty brotli stream begins so
		if !is {
			var err error
			if is, err = m.brotlied(head); err != nil {
				return nil, err
			}
		}
		if is {
			return m.unbrotli(b, head)
		}
		return b, nil // labelled as compressed but sent as it is
	case "deflate": // with the header of zlib, as the standard has it, or without
		b := bufio.NewReader(packed)
		if head, err := b.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil
	}
	return nil, errEncoding
}
