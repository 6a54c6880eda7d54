package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"lede/cli"

	"github.com/spf13/cobra/doc"
)

// file is a file of an archive.
type file struct {
	name string
	data []byte
	mode os.FileMode
}

// packed makes an archive whose bytes depend on nothing but the files and their date.
func packed(p platform, files []file, at time.Time) (archive []byte, ending string, err error) {
	var b bytes.Buffer
	if p.system == "windows" {
		z := zip.NewWriter(&b)
		for _, f := range files {
			h := &zip.FileHeader{Name: p.name() + "/" + f.name, Method: zip.Deflate, Modified: at}
			h.SetMode(f.mode)
			w, err := z.CreateHeader(h)
			if err != nil {
				return nil, "", err
			}
			if _, err := w.Write(f.data); err != nil {
				return nil, "", err
			}
		}
		err := z.Close()
		return b.Bytes(), ".zip", err
	}
	g := gzip.NewWriter(&b)
	t := tar.NewWriter(g)
	for _, f := range files {
		h := &tar.Header{Name: p.name() + "/" + f.name, Size: int64(len(f.data)), Mode: int64(f.mode), ModTime: at, Format: tar.FormatPAX}
		if err := t.WriteHeader(h); err != nil {
			return nil, "", err
		}
		if _, err := t.Write(f.data); err != nil {
			return nil, "", err
		}
	}
	if err := t.Close(); err != nil {
		return nil, "", err
	}
	err = g.Close()
	return b.Bytes(), ".tar.gz", err
}

// documents are the manual pages and the completions of shells, made of the commands themselves.
func documents(at time.Time) ([]file, error) {
	dir, err := os.MkdirTemp("", "lede-man-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	root := cli.Commands()
	if err := doc.GenManTree(root, &doc.GenManHeader{Title: "LEDE", Section: "1", Date: &at, Source: "Lede " + cli.Version, Manual: "Lede"}, dir); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all []file
	for _, e := range entries {
		b, err := os.ReadFile(dir + "/" + e.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, file{"man/" + e.Name(), b, 0o644})
	}
	for name, generate := range map[string]func(*bytes.Buffer) error{
		"lede.bash": func(b *bytes.Buffer) error { return root.GenBashCompletionV2(b, true) },
		"_lede":     func(b *bytes.Buffer) error { return root.GenZshCompletion(b) },
		"lede.fish": func(b *bytes.Buffer) error { return root.GenFishCompletion(b, true) },
		"lede.ps1":  func(b *bytes.Buffer) error { return root.GenPowerShellCompletionWithDesc(b) },
	} {
		var b bytes.Buffer
		if err := generate(&b); err != nil {
			return nil, err
		}
		all = append(all, file{"completions/" + name, b.Bytes(), 0o644})
	}
	slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

// bill is a bill of materials in CycloneDX's form, as far as a binary tells of itself.
type bill struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Timestamp string    `json:"timestamp"`
	Component component `json:"component"`
}

type component struct {
	Type    string `json:"type"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl,omitempty"`
}

func billOfMaterials(binary []byte, at time.Time) ([]byte, error) {
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		return nil, fmt.Errorf("reading what the binary is made of: %w", err)
	}
	b := bill{
		Format: "CycloneDX", Spec: "1.5", Version: 1,
		Metadata:   metadata{at.Format(time.RFC3339), component{Type: "application", Name: "lede", Version: cli.Version}},
		Components: []component{{"library", "std", info.GoVersion, "pkg:golang/std@" + info.GoVersion[len("go"):]}},
	}
	for _, d := range info.Deps {
		b.Components = append(b.Components, component{"library", d.Path, d.Version, "pkg:golang/" + d.Path + "@" + d.Version})
	}
	return json.MarshalIndent(b, "", "  ")
}
