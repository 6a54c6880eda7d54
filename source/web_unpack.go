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

// mostCodings is how many times over a body may be packed.
const mostCodings = 3

// packing is how many bytes a packed body may be longer than what is in it.
const packing = 64 << 10

// unpack reads a body up to the limit. What it could read it returns beside an error too: errOver for more than that, errDamaged and
// errEncoding. came is how many bytes came, packed as they were.
func (m *memory) unpack(resp *http.Response, limit int64) (data []byte, came int64, err error) {
	counted := &counter{from: resp.Body}
	body := io.Reader(counted)
	codings := strings.Split(strings.Join(resp.Header.Values("Content-Encoding"), ","), ",")
	if len(codings) > mostCodings {
		return nil, 0, errEncoding
	}
	for i := len(codings) - 1; i >= 0; i-- { // the last was packed last
		body, err = unpacker(strings.ToLower(strings.TrimSpace(codings[i])), io.LimitReader(body, limit+packing))
		if errors.Is(err, errEncoding) {
			return nil, counted.came, err
		}
		if err != nil {
			return nil, counted.came, errDamaged.Because(err)
		}
	}
	// A buffer that grows takes up to three times as much as it holds in the end.
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

const headLength = 512 // bytes, by which the kind of a body is told

// gzipHead begins each stream of gzip.
var gzipHead = []byte("\x1f\x8b")

// brotlied reports whether a body that is called otherwise begins as brotli does, which has no sign of its own.
func brotlied(head []byte) bool {
	if http.DetectContentType(head) != "application/octet-stream" {
		return false
	}
	n, _ := brotli.NewReader(bytes.NewReader(head)).Read(make([]byte, 1))
	return n > 0
}

// unpacker undoes one coding. Servers name character sets and nothings in the same place.
func unpacker(coding string, packed io.Reader) (io.Reader, error) {
	switch coding {
	case "", "identity", "none", "utf-8", "utf8", "8bit", "binary":
		return packed, nil
	case "gzip", "x-gzip", "br":
		b := bufio.NewReader(packed)
		switch head, _ := b.Peek(headLength); {
		case bytes.HasPrefix(head, gzipHead), bytes.HasPrefix(gzipHead, head):
			return gzip.NewReader(b)
		case coding == "br" && !bytes.HasPrefix(head, []byte("<")) && !bytes.HasPrefix(head, []byte("{")), brotlied(head):
			return brotli.NewReader(b), nil // no stream of brotli with anything in it begins so
		}
		return b, nil // called packed and sent as it is
	case "deflate": // with the header of zlib, as the standard has it, or without
		b := bufio.NewReader(packed)
		if head, err := b.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil
	}
	return nil, errEncoding
}
