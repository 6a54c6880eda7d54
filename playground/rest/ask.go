package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// ask is one request of the bot.
type ask struct {
	*http.Request
	body  any
	json  []byte // from which body was decoded
	files []*world.File
	about string // the id of the message that it created or changed; "" for none
	// repeats is true if it repeats, word for word, the first answer that was accepted before.
	repeats bool
}

// object returns the body, which must be an object.
func (a *ask) object() (wire.Object, error) {
	if o, ok := a.body.(wire.Object); ok {
		return o, nil
	}
	return nil, rules.NotAnObject("")
}

// read decodes the body: JSON, or a form whose payload_json is JSON, with files.
func (a *ask) read(raw []byte) error {
	bad := &rules.Refusal{Status: http.StatusBadRequest, Code: 50109, Message: "The request body contains invalid JSON."}
	kind, _, _ := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		a.Body = io.NopCloser(bytes.NewReader(raw))
		if err := a.ParseMultipartForm(rules.MaxBody); err != nil {
			return bad
		}
		defer func() { _ = a.MultipartForm.RemoveAll() }()
		if err := a.readFiles(); err != nil {
			return bad
		}
		raw = []byte(a.FormValue("payload_json"))
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	a.json = raw
	if err := json.Unmarshal(raw, &a.body); err != nil {
		return bad
	}
	return nil
}

func (a *ask) readFiles() error {
	for _, headers := range a.MultipartForm.File {
		for _, h := range headers {
			f, err := h.Open()
			if err != nil {
				return fmt.Errorf("opening %s: %w", h.Filename, err)
			}
			data, err := io.ReadAll(f)
			if err := f.Close(); err != nil {
				return fmt.Errorf("closing %s: %w", h.Filename, err)
			}
			if err != nil {
				return fmt.Errorf("reading %s: %w", h.Filename, err)
			}
			a.files = append(a.files, &world.File{Name: h.Filename, Data: data, Kind: h.Header.Get("Content-Type")})
		}
	}
	return nil
}
