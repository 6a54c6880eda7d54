package rest

import (
	"net/http"

	"lede/playground/world"
)

func (s *API) serveFile(w http.ResponseWriter, r *http.Request) {
	s.Lock()
	var found *world.File
	for _, f := range s.Files {
		if f.ID == r.PathValue("id") && f.Channel == r.PathValue("channel") {
			found = f
		}
	}
	s.Unlock()
	if found == nil {
		http.NotFound(w, r)
		return
	}
	// An upload must never be rendered as a page of this origin.
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = w.Write(found.Data)
}
