package raster

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jianbao/content/parallel"
	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/pdftest"
)

// photos are four files of 12 megapixels, as a camera and as a scanner would
// store them.
var photos = sync.OnceValues(func() (jpegs, pngs [][]byte) {
	for n := range 4 {
		const width, height = 4000, 3000
		r := photo(picture.RGB, width, height)
		img := image.NewRGBA(image.Rect(0, 0, width, height))
		for i := range width * height {
			// A photo is neither noise nor one surface: detail on large shapes.
			x, y := i%width, i/width
			shape := (x*x/9000 + y*y/7000 + n*40) & 255
			if shape > 127 {
				shape = 255 - shape
			}
			for c := range 3 {
				img.Pix[4*i+c] = byte(shape + 20*c + int(r.Pix[3*i+c])&15)
			}
			img.Pix[4*i+3] = 255
		}
		var j, p bytes.Buffer
		if err := jpeg.Encode(&j, img, &jpeg.Options{Quality: 90}); err != nil {
			panic(err)
		}
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&p, img); err != nil {
			panic(err)
		}
		jpegs, pngs = append(jpegs, j.Bytes()), append(pngs, p.Bytes())
	}
	return jpegs, pngs
})

// opened are the pictures of files.
func opened(b *testing.B, files [][]byte) (list []*picture.Image) {
	for i, data := range files {
		list = append(list, pdftest.Open(b, fmt.Sprint(i), data))
	}
	return list
}

// BenchmarkPhotos makes the XObjects of four photos and, in turn with it, does what no
// way to make the same can leave out. One number of each is the median of its
// rounds, and so is each ratio, of two times of the same round; on a machine that
// does other things as well, those of processor time are the ones to trust.
//
//   - floor: the files are decoded by our decoders, and what the file of ours has
//     in its rows is deflated by our encoder, from memory.
//   - standard: the same with image/jpeg, image/png and compress/zlib at level 4;
//     samples of so many channels as ours has go in as they are, not under a
//     predictor, for which that is fast.
//
// Both use as many workers. Where a JPEG keeps its coding they decode
// only.
func BenchmarkPhotos(b *testing.B) {
	for _, c := range []struct {
		name string
		png  bool
		to   Target
	}{
		{"screen/JPEG", false, Target{}},
		{"screen/PNG", true, Target{}},
		{"archive/JPEG", false, Target{Use: Archive, Condition: icc.Bundled()}},
		{"archive/PNG", true, Target{Use: Archive, Condition: icc.Bundled()}},
		{"gray/JPEG", false, Target{Use: Press, Gray: true, Condition: icc.Bundled()}},
		{"gray/PNG", true, Target{Use: Press, Gray: true, Condition: icc.Bundled()}},
		{"cmyk/JPEG", false, Target{Use: Press, Condition: icc.Bundled()}},
		{"cmyk/PNG", true, Target{Use: Press, Condition: icc.Bundled()}},
	} {
		b.Run(c.name, func(b *testing.B) {
			files, pngs := photos()
			if c.png {
				files = pngs
			}
			list := opened(b, files)
			kept := !c.png && c.to.Use != Press
			var rows []bandRows
			if !kept {
				rows = rowsOf(b, list, c.to)
			}
			var ours, floor, standard int
			var wall, cpu [3][]float64
			for b.Loop() {
				for i, do := range []func(){
					func() { ours = madeSize(b, list, c.to) },
					func() { floor = ourFloor(b, list, rows) },
					func() { standard = standardFloor(b, files, rows) },
				} {
					runtime.GC() // what the one before left
					began, used := time.Now(), cpuTime()
					do()
					wall[i] = append(wall[i], time.Since(began).Seconds())
					cpu[i] = append(cpu[i], (cpuTime() - used).Seconds())
				}
			}
			b.ReportMetric(0, "ns/op") // of all three
			for i, name := range []string{"ours", "floor", "standard"} {
				b.ReportMetric(median(wall[i]), "s-"+name)
				b.ReportMetric(median(cpu[i]), "cpu-s-"+name)
				if i > 0 {
					b.ReportMetric(median(quotients(wall[0], wall[i])), "×"+name)
					b.ReportMetric(median(quotients(cpu[0], cpu[i])), "cpu×"+name)
				}
			}
			b.ReportMetric(float64(ours)/1e6, "MB-ours")
			if !kept {
				b.ReportMetric(float64(floor)/1e6, "MB-floor")
				b.ReportMetric(float64(standard)/1e6, "MB-standard")
			}
		})
	}
}

func quotients(a, b []float64) (out []float64) {
	for i := range a {
		out = append(out, a[i]/b[i])
	}
	return out
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// bandRows are the rows of a picture, band by band: as they are and under their
// predictors.
type bandRows struct{ plain, predicted [][]byte }

// madeSize makes the XObjects and returns their size.
func madeSize(b *testing.B, list []*picture.Image, to Target) (size int) {
	images, err := Images(list, to, Resources{})
	if err != nil {
		b.Fatal(err)
	}
	for _, x := range images {
		size += len(x.data)
	}
	return size
}

// rowsOf are the rows of pictures as Images makes them.
func rowsOf(b *testing.B, list []*picture.Image, to Target) (out []bandRows) {
	shared, err := newPool(Resources{Workers: 1})
	if err != nil {
		b.Fatal(err)
	}
	m := newMaker(to, shared)
	for _, im := range list {
		g, err := m.goal(im)
		if err != nil {
			b.Fatal(err)
		}
		r, err := im.DecodeRows()
		if err != nil {
			b.Fatal(err)
		}
		p := m.pixels(r, g)
		var rows bandRows
		shared.bands(p, func(at *scratch, _, from, to int) {
			rows.plain = append(rows.plain, bytes.Clone(p.rows(at, from, to)))
			at.predictRows(p, from, to)
			rows.predicted = append(rows.predicted, bytes.Clone(at.predicted))
		})
		out = append(out, rows)
	}
	return out
}

// ourFloor decodes the pictures, and deflates rows if there are any. It returns
// their size.
func ourFloor(b *testing.B, list []*picture.Image, rows []bandRows) int {
	shared, err := newPool(Resources{Workers: runtime.GOMAXPROCS(0)})
	if err != nil {
		b.Fatal(err)
	}
	var size atomic.Int64
	parallel.For(shared.workers, len(list), func(i int) {
		im := list[i]
		var r *picture.Raster
		shared.work(func(*scratch) {
			var err error
			if rows == nil {
				err = im.Verify()
			} else {
				r, err = im.DecodeRows()
			}
			if err != nil {
				b.Error(err)
			}
		})
		if rows == nil {
			return
		}
		bands := rows[i].predicted
		pieces := make([]object.Piece, len(bands))
		parallel.For(shared.workers, len(bands), func(n int) {
			shared.work(func(at *scratch) {
				r.Rows(&at.unfolded, r.Height*n/len(bands), r.Height*(n+1)/len(bands))
				at.coded = at.encoder.Append(at.coded[:0], bands[n], n == len(bands)-1)
				pieces[n] = object.NewPiece(bytes.Clone(at.coded), bands[n])
			})
		})
		size.Add(int64(len(object.Join(pieces))))
	})
	return int(size.Load())
}

// standardFloor does the same with the standard library.
func standardFloor(b *testing.B, files [][]byte, rows []bandRows) int {
	var size atomic.Int64
	parallel.For(runtime.GOMAXPROCS(0), len(files), func(i int) {
		if _, _, err := image.Decode(bytes.NewReader(files[i])); err != nil {
			b.Error(err)
		}
		if rows == nil {
			return
		}
		var n counter
		w, _ := zlib.NewWriterLevel(&n, 4)
		for _, band := range rows[i].plain {
			w.Write(band)
		}
		w.Close()
		size.Add(int64(n))
	})
	return int(size.Load())
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
