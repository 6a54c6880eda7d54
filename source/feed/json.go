package feed

import (
	"bytes"
	"encoding/json"
	"html"
	"strings"

	"lede/pattern"
	"lede/problem"
	"lede/source/date"
	"lede/source/feed/gate"
)

// JSON Feed is parsed with the standard library, one item at a time, so that an item with a mistake, or a truncated document,
// costs no other item. Every field may have the wrong type.

// object is a JSON object, whose values are decoded on demand.
type object map[string]json.RawMessage

// maxObject is how many bytes an item may have.
const maxObject = 1 << 20

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// parseJSON parses a JSON Feed.
func parseJSON(document []byte, cut bool, o Options) (*Feed, error) {
	document = unbroken(document)
	head, items, counted, whole := readJSON(document)
	if !whole {
		if mended := withoutLooseCommas(document); len(mended) < len(document) {
			head, items, counted, whole = readJSON(mended)
		}
	}
	if head == nil {
		return nil, problem.New("feed.json")
	}
	_, there := head["items"]
	version := head.text("version")
	if !strings.Contains(version, "jsonfeed") && (!there || counted > 0 && !likeItems(items)) {
		return nil, problem.New("feed.json")
	}
	f := &Feed{Items: []Item{}, Kind: "json", Title: plainTitle(head.text("title")), Language: oneLine(head.text("language")), Counted: counted}
	r := relative{address: o.Address}
	f.Link = r.resolve(head.text("home_page_url"))
	r.site = f.Link
	author := head.authors()
	for _, i := range items {
		f.Items = append(f.Items, i.item(r, author))
	}
	identify(f)
	f.judge(cut || !whole)
	return f, nil
}

// unbroken removes from strings the control characters that JSON must not have. Between values they are white space.
func unbroken(document []byte) []byte {
	for i, c := range document {
		if c < 0x20 {
			document = bytes.Clone(document)
			for ; i < len(document); i++ {
				if document[i] < 0x20 {
					document[i] = ' '
				}
			}
			break
		}
	}
	return document
}

// withoutLooseCommas removes trailing commas.
func withoutLooseCommas(document []byte) []byte {
	mended := make([]byte, 0, len(document))
	inText, comma := false, -1
	for i := 0; i < len(document); i++ {
		c := document[i]
		switch {
		case inText && c == '\\' && i+1 < len(document):
			mended = append(mended, c)
			i++
			c = document[i]
		case c == '"':
			inText = !inText
			comma = -1
		case inText || isBlank(c):
		case c == ',':
			comma = len(mended)
		case (c == ']' || c == '}') && comma >= 0:
			mended = append(mended[:comma], mended[comma+1:]...)
			comma = -1
		default:
			comma = -1
		}
		mended = append(mended, c)
	}
	return mended
}

// readJSON reads the members of the feed and its items. head is nil if the document is not an object.
func readJSON(document []byte) (head object, items []object, counted int, whole bool) {
	d := json.NewDecoder(bytes.NewReader(document))
	if t, _ := d.Token(); t != json.Delim('{') { // nil if it fails
		return nil, nil, 0, false
	}
	head = object{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return head, items, counted, false
		}
		if name == "items" && listed().Match(document[d.InputOffset():]) {
			head["items"] = nil
			list, n, ok := readItems(d)
			items, counted = append(items, list...), counted+n
			if !ok {
				return head, items, counted, false
			}
			continue
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return head, items, counted, false
		}
		if key, ok := name.(string); ok && key != "items" {
			head[key] = value
		}
	}
	_, err := d.Token()
	return head, items, counted, err == nil
}

// listed matches the beginning of a list, or of the object that PHP writes for a list with gaps.
var listed = pattern.Of(`^[\s:]*(?:\[|\{\s*"\d+"\s*:\s*\{)`)

// readItems reads the items: at most gate.MaxItems, and only up to the first syntax error.
func readItems(d *json.Decoder) (items []object, counted int, ok bool) {
	opening, err := d.Token()
	if err != nil {
		return nil, 0, false
	}
	var raw json.RawMessage
	for d.More() {
		if opening == json.Delim('{') {
			if _, err := d.Token(); err != nil { // its number
				return items, counted, false
			}
		}
		if d.Decode(&raw) != nil {
			return items, counted + 1, false
		}
		if len(items) == gate.MaxItems || len(raw) > maxObject {
			counted++
			continue
		}
		var item object
		if json.Unmarshal(raw, &item) == nil && len(item) == 0 {
			continue
		}
		counted++
		if item != nil {
			items = append(items, item)
		}
	}
	_, err = d.Token()
	return items, counted, err == nil
}

// likeItems reports whether objects look like the items of a feed rather than other JSON.
func likeItems(items []object) bool {
	for _, i := range items {
		words := i.text("title") + i.text("content_html") + i.text("content_text") + i.text("summary")
		if identity := i.text("id") + i.text("url") + i.text("content_text") + i.text("content_html"); words != "" && identity != "" {
			return true
		}
	}
	return false
}

// text returns a member as text; numbers and booleans are written out.
func (o object) text(name string) string {
	raw := bytes.TrimSpace(o[name])
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '"':
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return strings.ReplaceAll(s, "\ufffd", "")
		}
	case '{', '[', 'n':
		return ""
	}
	return string(raw)
}

// string returns a member that must be a string.
func (o object) string(name string) string {
	var s string
	_ = json.Unmarshal(o[name], &s) // "" for any other type
	return s
}

// texts returns a member as a list of texts: from a list, a text with commas, or one text.
func (o object) texts(name string) []string {
	d := json.NewDecoder(bytes.NewReader(o[name]))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		if s := o.text(name); s != "" {
			return strings.SplitN(s, ",", 2*maxTags)
		}
		return nil
	}
	var texts []string
	for d.More() && len(texts) < 4*maxTags {
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			break
		}
		one := object{"": raw}
		texts = append(texts, one.text(""), one.inner("").text("name"))
	}
	return texts
}

// inner returns a member that is an object, or an empty one.
func (o object) inner(name string) object {
	var inner object
	if json.Unmarshal(o[name], &inner) != nil {
		return nil
	}
	return inner
}

// authors returns the names, which version 1.1 has as a list, 1.0 as one object, and some feeds as text.
func (o object) authors() string {
	var list []object
	names := []string{}
	if json.Unmarshal(o["authors"], &list) == nil {
		for _, a := range list {
			names = append(names, a.text("name"))
		}
	} else {
		names = append(names, o.texts("authors")...)
	}
	names = append(names, o.inner("authors").text("name"), o.inner("author").text("name"), o.text("author"))
	return authors(names)
}

// item converts it to an Item.
func (o object) item(r relative, author string) Item {
	i := Item{GUID: oneLine(o.text("id")), Link: r.resolve(o.text("url")), Author: o.authors(), Tags: tidyTags(o.texts("tags"))}
	if i.Link == "" {
		i.Link = r.resolve(o.text("external_url"))
	}
	if i.Link == "" && absolute(i.GUID) {
		i.Link = i.GUID
	}
	i.Link = Uncounted(i.Link)
	if i.Author == "" {
		i.Author = author
	}
	i.Published = date.Parse(o.text("date_published"))
	i.Updated = date.Parse(o.text("date_modified"))
	if i.Published.IsZero() {
		i.Published = i.Updated
	}
	if i.Content = strings.TrimSpace(o.text("content_html")); i.Content == "" {
		i.Content = paragraphs(o.text("content_text"))
	}
	for _, p := range []string{o.string("image"), o.string("banner_image"), r.attached(o)} {
		if p = r.resolve(p); i.Picture == "" && secure(p) {
			i.Picture = p
		}
	}
	if i.Picture == "" {
		i.Picture = rawItem{relative: r}.inText(i.Content)
	}
	summary := o.text("summary")
	if !strings.Contains(summary, "</") { // it is plain text, though some write HTML
		summary = strings.ReplaceAll(summary, "<", "&lt;")
	}
	i.say(o.text("title"), summary)
	i.MembersOnly = i.saysMembers()
	return i
}

// attached returns the first picture among the attachments.
func (r relative) attached(o object) string {
	var list []object
	_ = json.Unmarshal(o["attachments"], &list) // any other type has no picture
	for _, a := range list {
		if isPicture(a.text("mime_type"), "", a.text("url")) {
			return a.text("url")
		}
	}
	return ""
}

// paragraphs converts plain text to HTML.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	return b.String()
}
