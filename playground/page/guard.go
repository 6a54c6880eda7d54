package page

import (
	"net/http"
	"net/url"
)

// sameSite reports whether a request comes from this page, or not from a browser.
func sameSite(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}

// guarded refuses requests that another site makes a browser send.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !sameSite(r) {
			http.Error(w, "Only the playground's own page may do this.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
