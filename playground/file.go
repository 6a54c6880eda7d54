package playground

import (
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
)

const (
	keptFiles = 64
	// attachmentScheme begins the address by which a component shows a file that comes with its message.
	attachmentScheme = "attachment://"
)

// file is something that was uploaded.
type file struct {
	id, channel, name, kind string
	data                    []byte
}

// keepFiles stores files and draws them as attachments. The oldest make room for them.
func (s *Server) keepFiles(channel string, files []*file) []any {
	out := []any{}
	for _, f := range files {
		f.id, f.channel, f.name = s.ids.next(), channel, path.Base(f.name)
		if f.kind == "" {
			f.kind = mime.TypeByExtension(path.Ext(f.name))
		}
		if len(s.files) == keptFiles {
			s.files = s.files[1:]
		}
		s.files = append(s.files, f)
		out = append(out, f.object())
	}
	return out
}

// enclose keeps the files of a message, and leads the components that show one of them to its address.
func (s *Server) enclose(body object, channel string, files []*file) {
	kept := s.keepFiles(channel, files)
	body["attachments"] = kept
	walk(listOf(body, "components"), func(c object) {
		shown, _ := c["file"].(object)
		name, ok := strings.CutPrefix(textOf(shown, "url"), attachmentScheme)
		for _, o := range objects(kept) {
			if ok && textOf(o, "filename") == name {
				c["file"], c["name"], c["size"] = object{"id": o["id"], "attachment_id": o["id"], "url": o["url"], "proxy_url": o["url"]}, name, o["size"]
			}
		}
	})
}

func (f *file) object() object {
	// Discord's own address: whoever fetches it with the playground's client is led here.
	address := "https://cdn.discordapp.com/attachments/" + f.channel + "/" + f.id + "/" + url.PathEscape(f.name)
	o := object{"id": f.id, "filename": f.name, "size": len(f.data), "url": address, "proxy_url": address}
	if f.kind != "" {
		o["content_type"] = f.kind
	}
	return o
}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	var found *file
	for _, f := range s.files {
		if f.id == r.PathValue("id") && f.channel == r.PathValue("channel") {
			found = f
		}
	}
	s.mu.Unlock()
	if found == nil {
		http.NotFound(w, r)
		return
	}
	// Somebody's upload is never a page of ours.
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = w.Write(found.data)
}
