package feed

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
	"unicode"

	"lede/pattern"
)

// hash hashes an identifying part of an item. The kind keeps a GUID apart from an identical address.
func hash(kind, s string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + s))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// identity holds what identifies an item.
type identity struct {
	link       string // canonical
	path, host string // of the GUID or link, if that is an address
	story      string // the story number in it, with what precedes it
}

// shared counts what several items of a document have in common, and so identifies none of them.
type shared struct {
	guids, links, paths map[string]int
	stories             map[string]int
	hosts               map[string]bool
	home                string
	taken               map[string]bool // main keys
}

// identify gives every item its keys.
func identify(f *Feed) {
	c := shared{guids: map[string]int{}, links: map[string]int{}, paths: map[string]int{}, stories: map[string]int{},
		hosts: map[string]bool{}, home: Canonical(f.Link), taken: map[string]bool{}}
	all := make([]identity, len(f.Items))
	for n := range f.Items {
		i := &f.Items[n]
		all[n] = i.identity()
		c.guids[i.GUID]++
		c.links[all[n].link]++
		c.paths[all[n].path]++
		c.stories[all[n].story]++
		c.hosts[all[n].host] = true
	}
	for n := range f.Items {
		f.Items[n].Keys = c.keys(&f.Items[n], all[n])
	}
}

// keys returns an item's keys. An item that shares every part with another in the document is distinguished by its text.
func (c shared) keys(i *Item, by identity) Keys {
	k := Keys{Text: i.words()}
	k.Main = c.untaken(c.main(i, by.link, k.Text), k.Text, i.Published.String())
	c.taken[k.Main] = true
	if c.guids[i.GUID] == 1 && i.GUID != "" && by.link != "" {
		k.add(guidAndLink(i.GUID, by.link))
	}
	if c.owned(by.link) {
		k.add(hash("link", by.link))
	}
	// An address that holds the headline changes with it, except for the story number.
	if by.story != "" && c.stories[by.story] == 1 {
		k.add(hash("story", by.story))
	}
	// A whole site may move, to another domain or to https.
	if by.path != "" && c.paths[by.path] == 1 && len(c.hosts) == 1 {
		k.add(hash("path", by.path))
	}
	return k
}

// owned reports whether a link identifies only one item.
func (c shared) owned(link string) bool { return link != "" && link != c.home && c.links[link] == 1 }

// main returns an item's main key by the surest of its parts. Items that have those parts in common get the same.
func (c shared) main(i *Item, link, words string) string {
	switch {
	case i.GUID != "" && c.guids[i.GUID] == 1:
		return hash("guid", i.GUID)
	case i.GUID != "" && link != "":
		return guidAndLink(i.GUID, link)
	case i.GUID != "":
		return hash("guid+title", i.GUID+"\n"+i.Title)
	case c.owned(link):
		return hash("link", link)
	case link != "":
		return hash("link+title", link+"\n"+i.Title)
	}
	return words
}

func guidAndLink(guid, link string) string { return hash("guid+link", guid+"\n"+link) }

// untaken returns a key that no earlier item has: the one given, or one made of it and more, of which as little as needed.
func (c shared) untaken(key string, more ...string) string {
	for _, m := range more {
		if c.taken[key] {
			key = hash("again", key+"\n"+m)
		}
	}
	for c.taken[key] { // the same thrice
		key = hash("again", key)
	}
	return key
}

func (k *Keys) add(key string) {
	if key != k.Main {
		k.Others = append(k.Others, key)
	}
}

// identity returns what identifies the item. A GUID that is not an address stays the same when a site moves.
func (i *Item) identity() identity {
	n := identity{link: Canonical(i.Link)}
	address := i.GUID
	if address == "" {
		address = i.Link
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return n
	}
	n.host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	n.path = strings.TrimSuffix(u.EscapedPath(), "/")
	n.story = storyOf(n.host, n.path)
	if u.RawQuery != "" {
		n.path += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		n.path += "#" + u.Fragment
	}
	return n
}

// storyNumber matches a number at the beginning or end of the last part of a path. A number in the middle may belong to the
// headline.
var storyNumber = pattern.Of(`^(\d{6,})[-_.,]|(?:^|[-_.,])[a-z]{0,2}(\d{6,})(?:\.[a-z]{2,5})?$`)

// storyOf returns a story number with what precedes it in the address; "" if there is none. Dates and round numbers do not
// count.
func storyOf(host, path string) string {
	slash := strings.LastIndexByte(path, '/')
	m := storyNumber().FindStringSubmatch(path[slash+1:])
	if m == nil {
		return ""
	}
	number := m[1] + m[2]
	date := len(number)%2 == 0 && (strings.HasPrefix(number, "20") || strings.HasPrefix(number, "19"))
	if date || strings.HasSuffix(number, "000") {
		return ""
	}
	return host + path[:slash+1] + number
}

// words hashes the item's words. Markup and spaces are left out: they change with the program that writes the feed.
func (i *Item) words() string {
	h := sha256.New()
	h.Write([]byte(i.Title + "\n"))
	text := i.Content
	if text == "" {
		text = i.Teaser
	}
	var buffer [512]byte
	n := 0
	for at := 0; at < len(text); at++ {
		c := text[at]
		if c == '<' && beginsTag(text[at:]) {
			end := strings.IndexByte(text[at:], '>')
			if end < 0 {
				break
			}
			at += end
			continue
		}
		if c <= ' ' {
			continue
		}
		buffer[n] = c
		if n++; n == len(buffer) {
			h.Write(buffer[:])
			n = 0
		}
	}
	h.Write(buffer[:n])
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12])
}

// beginsTag reports whether a < begins a tag rather than being text.
func beginsTag(text string) bool {
	return len(text) > 1 && (unicode.IsLetter(rune(text[1])) || text[1] == '/' || text[1] == '!')
}
