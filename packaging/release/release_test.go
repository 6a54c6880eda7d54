package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/cli"
)

var at = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// TestTheBinaryHasTheLicencesOfAllThatItIsMadeOf, as `make licences` writes them.
func TestTheBinaryHasTheLicencesOfAllThatItIsMadeOf(t *testing.T) {
	t.Parallel()
	want, err := licences(t.Context(), filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	var has, errs bytes.Buffer
	if status := cli.Run(t.Context(), []string{"version", "--licences"}, nil, strings.NewReader(""), &has, &errs); status != 0 || !bytes.Equal(has.Bytes(), want) {
		t.Errorf("status %d, %s: %d bytes are in the binary, %d should be: run make licences", status, errs.String(), has.Len(), len(want))
	}
	for _, text := range []string{"WordNet", "github.com/redis/go-redis/v9", "github.com/inconshreveable/mousetrap", "Redistribution and use"} {
		if !bytes.Contains(want, []byte(text)) {
			t.Errorf("the licences lack %s", text)
		}
	}
}

func TestAnArchiveDependsOnNothingButItsFiles(t *testing.T) {
	t.Parallel()
	files := []file{{"lede", []byte("program"), 0o755}, {"man/lede.1", []byte("manual"), 0o644}}
	for _, p := range []platform{{"linux", "amd64"}, {"windows", "arm64"}} {
		first, ending, err := packed(p, files, at)
		second, _, again := packed(p, files, at)
		if err := errors.Join(err, again); err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: two archives differ, or %v", p.name(), err)
		}
		var names []string
		if ending == ".zip" {
			z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range z.File {
				names = append(names, f.Name+" "+f.Mode().String())
			}
		} else {
			g, err := gzip.NewReader(bytes.NewReader(first))
			if err != nil {
				t.Fatal(err)
			}
			for r := tar.NewReader(g); ; {
				h, err := r.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, h.Name+" "+h.FileInfo().Mode().String())
			}
		}
		if want := []string{p.name() + "/lede -rwxr-xr-x", p.name() + "/man/lede.1 -rw-r--r--"}; !slices.Equal(names, want) {
			t.Errorf("it holds %q, want %q", names, want)
		}
	}
}

// TestAnArchiveHoldsWhatItsTextsName: each document that another links to, and each file that the unit says to install.
func TestAnArchiveHoldsWhatItsTextsName(t *testing.T) {
	t.Parallel()
	files, err := shipped(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]string{"lede": "", "token.txt": ""} // the binary, and what the operator makes
	for _, f := range files {
		has[f.name] = string(f.data)
	}
	links, installs := regexp.MustCompile(`\]\(([\w./-]+)`), regexp.MustCompile(`install .*-m \d+ (\S+)`)
	found := 0
	for name, text := range has {
		for _, l := range links.FindAllStringSubmatch(text, -1) {
			to := path.Join(path.Dir(name), l[1])
			if !strings.HasSuffix(to, ".md") || to == "CONTRIBUTING.md" { // a picture, source code, or for who has both
				continue
			}
			found++
			if _, there := has[to]; !there {
				t.Errorf("%s links to %s, which is not there", name, to)
			}
		}
	}
	for _, l := range installs.FindAllStringSubmatch(has["packaging/lede.service"], -1) {
		found++
		if _, there := has[l[1]]; !there {
			t.Errorf("the unit has %s installed, which is not there", l[1])
		}
	}
	if found < 30 {
		t.Errorf("only %d are named", found)
	}
}

func TestTheBillOfMaterialsNamesEveryModule(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	text, err := billOfMaterials(b, at)
	if err != nil {
		t.Fatal(err)
	}
	var found bill
	if err := json.Unmarshal(text, &found); err != nil || found.Format != "CycloneDX" || found.Metadata.Timestamp != "2026-03-01T12:00:00Z" {
		t.Errorf("it reads %s, %v", text, err)
	}
	if !slices.ContainsFunc(found.Components, func(c component) bool { return strings.HasPrefix(c.PURL, "pkg:golang/go.etcd.io/bbolt@v1.") }) || found.Components[0].Name != "std" {
		t.Errorf("it lists %+v", found.Components)
	}
}

func TestTheManualAndTheCompletionsAreOfTheCommands(t *testing.T) {
	t.Parallel()
	files, err := documents(at)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range files {
		texts[f.name] = string(f.data)
	}
	for name, want := range map[string]string{
		"man/lede.1": "lede-backup(1)", "man/lede-run.1": "LEDE_STORE", "man/lede-store-copy.1": "FROM TO", "completions/lede.bash": "__start_lede", "completions/_lede": "#compdef lede",
		"completions/lede.fish": "complete -c lede", "completions/lede.ps1": "Register-ArgumentCompleter",
	} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s lacks %s: %.300s", name, want, texts[name])
		}
	}
}
