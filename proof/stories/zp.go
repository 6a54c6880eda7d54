package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"lede/desk/stories"
)

func init() {
	if os.Getenv("SMALL") == "" {
		return
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, f := range []string{datedFile, metFile, retoldFile, apartFile} {
		for _, h := range os.Getenv("SMALL") {
			all, _ := readDated(f, string(h))
			for _, size := range []int{2, 4, 8} {
				type cnt struct{ right, wrong, there int }
				var cs [7]cnt
				gates := [7]float64{0, .1, .2, .3, .4, .5, .9}
				run := func(part []*labelled) {
					var arts []stories.Article
					for _, l := range part {
						arts = append(arts, stories.Article{ID: l.ID, Signature: l.signature})
					}
					placed := stories.Place(arts, nil)
					for g, least := range gates {
						got := map[string]string{}
						for _, p := range placed {
							s := p.Story
							if p.Why.With != "" && p.Why.Chance < least {
								s = "a" + p.ID
							}
							got[p.ID] = s
						}
						for i, x := range part {
							for _, y := range part[:i] {
								same, joined := x.Story == y.Story, got[x.ID] == got[y.ID]
								if same {
									cs[g].there++
								}
								if joined && same {
									cs[g].right++
								}
								if joined && !same {
									cs[g].wrong++
								}
							}
						}
					}
				}
				if size == 2 {
					for i := range all {
						for j := range i {
							run([]*labelled{all[i], all[j]})
						}
					}
				} else {
					// a few neighbours in the file: one topic or two
					for range 300 {
						at := r.IntN(len(all) - size + 1)
						run(all[at : at+size])
					}
				}
				fmt.Printf("%-10s %c size %d:", filepath.Base(f), h, size)
				for g, c := range cs {
					fmt.Printf("  ≥%.1f %d/%d wrong %d", gates[g], c.right, c.there, c.wrong)
				}
				fmt.Println()
			}
		}
	}
	os.Exit(0)
}
