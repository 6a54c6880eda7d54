//go:build ignore

// Zonelist prints the names of all time zones that this Go release knows, for zones.txt: first those named
// after places, then UTC, then older names.
package main

import (
	"archive/zip"
	"fmt"
	"log"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

func main() {
	file, err := zip.OpenReader(filepath.Join(runtime.GOROOT(), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	var places, others []string
	for _, f := range file.File {
		area, _, _ := strings.Cut(f.Name, "/")
		switch {
		case strings.HasSuffix(f.Name, "/"), f.Name == "Factory", f.Name == "UTC":
		case slices.Contains(strings.Fields("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific"), area):
			places = append(places, f.Name)
		default:
			others = append(others, f.Name)
		}
	}
	slices.Sort(places)
	slices.Sort(others)
	for _, name := range slices.Concat(places, []string{"UTC"}, others) {
		fmt.Println(name)
	}
}
