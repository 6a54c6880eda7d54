package world

import (
	"mime"
	"net/url"
	"path"

	"lede/playground/wire"
)

const keptFiles = 64 // of the whole playground

// File is an uploaded file.
type File struct {
	ID, Channel, Name, Kind string
	Data                    []byte
}

// KeepFiles stores files and returns them as attachment objects. The oldest files make room for them.
func (s *State) KeepFiles(channel string, files []*File) []any {
	out := []any{}
	for _, f := range files {
		f.ID, f.Channel, f.Name = s.IDs.Next(), channel, path.Base(f.Name)
		if f.Kind == "" {
			f.Kind = mime.TypeByExtension(path.Ext(f.Name))
		}
		if len(s.Files) == keptFiles {
			s.Files = s.Files[1:]
		}
		s.Files = append(s.Files, f)
		out = append(out, f.object())
	}
	return out
}

// object returns the file as an attachment.
func (f *File) object() wire.Object {
	// Discord's own address, which the playground's client redirects to this machine.
	address := "https://cdn.discordapp.com/attachments/" + f.Channel + "/" + f.ID + "/" + url.PathEscape(f.Name)
	o := wire.Object{"id": f.ID, "filename": f.Name, "size": len(f.Data), "url": address, "proxy_url": address}
	if f.Kind != "" {
		o["content_type"] = f.Kind
	}
	return o
}
