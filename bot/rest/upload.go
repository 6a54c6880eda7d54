package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"
)

// LargeUpload is how many bytes of files a request may carry before Timing.Upload bounds it. More could take longer
// to send than the three seconds that a first answer has.
const LargeUpload = 256 << 10

// File is a file that a request carries.
type File struct {
	Name string
	Type string // such as "application/json"
	Data []byte
}

// Carrier is a request body that may have files beside it.
type Carrier interface{ Carried() []File }

// encode encodes the body of a request: as JSON, or as the multipart form that Discord documents if there are files.
func encode(body any) (payload []byte, contentType string, err error) {
	if body == nil {
		return nil, "", nil
	}
	if payload, err = json.Marshal(body); err != nil {
		return nil, "", fmt.Errorf("writing the request: %w", err)
	}
	c, ok := body.(Carrier)
	if !ok || len(c.Carried()) == 0 {
		return payload, "application/json", nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	err = writePart(w, `form-data; name="payload_json"`, "application/json", payload)
	for i, f := range c.Carried() {
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

// quotable keeps a file name from ending the quotation that it stands in.
func quotable(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' || r == 0x7f {
			return '_'
		}
		return r
	}, name)
}
