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

// unpack reads a body, but no further than one byte past the limit.
func (w *Web) unpack(resp *http.Response, address string) ([]byte, error) {
	limit := w.MaxBytes
	if limit <= 0 {
		limit = maxText
	}
	if resp.ContentLength > limit {
		return nil, tooLong(address, limit)
	}
	body := io.Reader(resp.Body)
	codings := strings.Split(strings.Join(resp.Header.Values("Content-Encoding"), ","), ",")
	if len(codings) > mostCodings {
		return nil, webError(address, errEncoding)
	}
	for i := len(codings) - 1; i >= 0; i-- { // the last was packed last
		unpacked, err := unpacker(strings.ToLower(strings.TrimSpace(codings[i])), io.LimitReader(body, limit+packing))
		if errors.Is(err, errEncoding) {
			return nil, webError(address, err)
		}
		if err != nil {
			return nil, webError(address, errDamaged.Because(err))
		}
		body = unpacked
	}
	// A buffer that grows takes up to three times as much as it holds in the end.
	b := bytes.NewBuffer(make([]byte, 0, max(resp.ContentLength, 0)+bytes.MinRead))
	if _, err := b.ReadFrom(io.LimitReader(body, limit+1)); err != nil {
		return nil, webError(address, errDamaged.Because(err))
	}
	if int64(b.Len()) > limit {
		return nil, tooLong(address, limit)
	}
	return b.Bytes(), nil
}

// unpacker undoes one coding. Servers name character sets and nothings in the same place.
func unpacker(coding string, packed io.Reader) (io.Reader, error) {
	switch coding {
	case "", "identity", "none", "utf-8", "utf8", "8bit", "binary":
		return packed, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(packed)
	case "br":
		return brotli.NewReader(packed), nil
	case "deflate": // with the header of zlib, as the standard has it, or without
		b := bufio.NewReader(packed)
		if head, err := b.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil
	}
	return nil, errEncoding
}
