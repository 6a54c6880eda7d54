package source

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"lede/briefing"
	"lede/pattern"
	"lede/problem"
	"lede/source/page/charset"
)

// mailHead matches how an e-mail begins: with the headers that every one has.
var mailHead = pattern.Of(`^(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*){2,}\r?\n`)

// sentOn matches what mail programs put before the subject of a mail that is sent on or answered.
var sentOn = pattern.Of(`^(?i:(?:fwd?|re|wg|aw|tr|rv|res|enc)(?:\[\d+\])?\s?:\s*)+`)

// longestMailHead is how much of a file is searched for the headers of an e-mail, in bytes.
const longestMailHead = 64 << 10

// isMail reports whether a file is an e-mail as mail programs save it. A text may also begin with lines such as "From: Ann", so
// more than one header that only programs write must be there.
func isMail(data []byte) bool {
	head := bytes.ToLower(append([]byte("\n"), mailHead().Find(data[:min(len(data), longestMailHead)])...))
	found := 0
	for _, name := range []string{"from:", "date:", "message-id:", "mime-version:", "content-type:", "received:", "return-path:", "subject:"} {
		if bytes.Contains(head, []byte("\n"+name)) {
			found++
		}
	}
	return found >= 3
}

// letter holds the readable parts of an e-mail: its plain text, else its page.
type letter struct{ text, page []byte }

// mailArticle reads the article in an e-mail.
func mailArticle(data []byte, name string, o briefing.Options) (*briefing.Article, error) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return nil, problem.New("file.mail", "name", name).Because(err)
	}
	if subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err == nil && o.Title == "" {
		o.Title = strings.TrimSpace(sentOn().ReplaceAllString(strings.TrimSpace(subject), ""))
	}
	if sent, err := m.Header.Date(); err == nil && o.Published == nil {
		o.Published = &sent
	}
	var l letter
	if err := l.part(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, 0); err != nil {
		return nil, problem.New("file.mail", "name", name).Because(err)
	}
	if len(bytes.TrimSpace(l.page)) > 0 && len(bytes.TrimSpace(l.text)) == 0 {
		return pageArticle(l.page, "text/html; charset=utf-8", name, o)
	}
	text, err := plain(l.text, name)
	if err != nil {
		return nil, err
	}
	a, err := briefing.Parse(string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))), o)
	if err != nil {
		return nil, articleError(name, err)
	}
	return a, nil
}

// deepestPart is how deep the parts of an e-mail may nest.
const deepestPart = 8

var errNoText = errors.New("no part of it is text")

// part takes the readable content from a part of an e-mail, and from the parts in it.
func (l *letter) part(contentType, encoding string, body io.Reader, depth int) error {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = "text/plain"
	}
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	switch {
	case strings.HasPrefix(media, "multipart/") && depth < deepestPart:
		return l.parts(multipart.NewReader(body, params["boundary"]), depth+1)
	case media == "text/plain" && l.text == nil:
		l.text, err = decoded(body, params["charset"])
		return err
	case media == "text/html" && l.page == nil:
		l.page, err = decoded(body, params["charset"])
		return err
	case depth == 0:
		return errNoText
	}
	return nil
}

// parts reads parts up to the end of the e-mail, which may be truncated.
func (l *letter) parts(r *multipart.Reader, depth int) error {
	for {
		p, err := r.NextRawPart()
		if err != nil {
			if l.text == nil && l.page == nil {
				return errors.Join(errNoText, err)
			}
			return nil
		}
		if strings.HasPrefix(strings.ToLower(p.Header.Get("Content-Disposition")), "attachment") {
			continue
		}
		if err := l.part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth); err != nil {
			return err
		}
	}
}

// decoded reads all of a text in a character set, as UTF-8.
func decoded(body io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(body)
	if err != nil && len(data) == 0 {
		return nil, err
	}
	return charset.Decode(data, mime.FormatMediaType("text/plain", map[string]string{"charset": name}))
}
