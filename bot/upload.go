package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"lede/commands"
)

const (
	// uploadFor bounds an exchange that carries files: ten megabytes take a minute on a slow line.
	uploadFor = time.Minute
	// largeReply is how many bytes of files may be part of a first answer. More could take longer to send than the
	// three seconds, so the answer is deferred before.
	largeReply = 256 << 10
)

// enclosure announces in the JSON of a message the file with the same number.
type enclosure struct {
	ID       string `json:"id"` // the number of the file in the form
	Filename string `json:"filename"`
}

// attach puts files beside a message.
func (m *message) attach(files []commands.File) {
	m.files = files
	for i, f := range files {
		m.Attachments = append(m.Attachments, enclosure{ID: strconv.Itoa(i), Filename: f.Name})
	}
}

// carrier is a body that may have files beside it.
type carrier interface{ carried() []commands.File }

func (m message) carried() []commands.File { return m.files }

func (c callback) carried() []commands.File {
	if inner, ok := c.Data.(carrier); ok {
		return inner.carried()
	}
	return nil
}

// encode writes the body of a request: as JSON, or where there are files as the form that Discord documents.
func encode(body any) (payload []byte, contentType string, err error) {
	if body == nil {
		return nil, "", nil
	}
	if payload, err = json.Marshal(body); err != nil {
		return nil, "", fmt.Errorf("writing the request: %w", err)
	}
	c, ok := body.(carrier)
	if !ok || len(c.carried()) == 0 {
		return payload, "application/json", nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	err = writePart(w, `form-data; name="payload_json"`, "application/json", payload)
	for i, f := range c.carried() {
		if err == nil {
			err = writePart(w, `form-data; name="files[`+strconv.Itoa(i)+`]"; filename="`+quotable(f.Name)+`"`, f.Type, f.Data)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, "", fmt.Errorf("writing the request: %w", err)
	}
	return b.Bytes(), w.FormDataContentType(), nil
}

func writePart(w *multipart.Writer, disposition, contentType string, data []byte) error {
	p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {contentType}})
	if err == nil {
		_, err = p.Write(data)
	}
	return err
}

// quotable keeps a name from ending the quotation in which it stands.
func quotable(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' || r == 0x7f {
			return '_'
		}
		return r
	}, name)
}

// weight is how many bytes files have together.
func weight(files []commands.File) (n int) {
	for _, f := range files {
		n += len(f.Data)
	}
	return n
}
