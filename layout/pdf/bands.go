package pdf

import (
	"bytes"
	"runtime"
	"sync"

	"jianbao/content/parallel"
	"jianbao/layout/pdf/deflate"
	"jianbao/layout/pdf/object"
)

// bandSize is about how many bytes of rows are converted and deflated at once.
// The cuts depend on the picture alone, never on the number of workers.
const bandSize = 384 << 10

// plainLevel is the level of deflate for rows without a predictor, of bits and
// indices: higher ones save some hundredths and take several times as long.
const plainLevel = 4

// inFlight is how many bytes of decoded pictures there may be at once; a larger
// picture is alone.
const inFlight = 192 << 20

// workshop is what pictures share while they are made: a bench for each worker,
// so that no more work at once than there are benches, whether on bands of one
// picture or on several, and a bound on the memory of rasters.
type workshop struct {
	benches chan *bench
	workers int

	mu   sync.Mutex
	free *sync.Cond
	used int // bytes of rasters
}

func newWorkshop(workers, level int) (*workshop, error) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	s := &workshop{benches: make(chan *bench, workers), workers: workers}
	s.free = sync.NewCond(&s.mu)
	if level == 0 {
		level = plainLevel
	}
	for range workers {
		d, err := object.NewDeflater(level)
		if err != nil {
			return nil, err
		}
		s.benches <- &bench{deflater: d, encoder: new(deflate.Encoder)}
	}
	return s, nil
}

// reserve waits until there is room for size bytes of a raster; release gives
// it back.
func (s *workshop) reserve(size int) {
	s.mu.Lock()
	for s.used > 0 && s.used+size > inFlight {
		s.free.Wait()
	}
	s.used += size
	s.mu.Unlock()
}

func (s *workshop) release(size int) {
	s.mu.Lock()
	s.used -= size
	s.mu.Unlock()
	s.free.Broadcast()
}

// work does something at a bench.
func (s *workshop) work(do func(b *bench)) {
	b := <-s.benches
	defer func() { s.benches <- b }()
	do(b)
}

// bands calls do for each band of rows, at as many benches as are free.
func (s *workshop) bands(p *pixels, do func(b *bench, n, from, to int)) {
	rows, n := p.bands()
	parallel.For(s.workers, n, func(i int) {
		s.work(func(b *bench) { do(b, i, i*rows, min(p.height, (i+1)*rows)) })
	})
}

// bands returns the rows of a band and the number of bands.
func (p *pixels) bands() (rows, n int) {
	rows = max(1, bandSize/p.size())
	return rows, (p.height + rows - 1) / rows
}

// deflate returns the rows in zlib form, with predictor 15 where predicted says.
func (s *workshop) deflate(p *pixels, predicted bool) ([]byte, error) {
	_, n := p.bands()
	pieces, errs := make([]object.Piece, n), make([]error, n)
	s.bands(p, func(b *bench, i, from, to int) {
		last := i == n-1
		if !predicted {
			pieces[i], errs[i] = b.deflater.Piece(p.rows(b, from, to), last)
			return
		}
		b.predictRows(p, from, to)
		b.coded = b.encoder.Append(b.coded[:0], b.predicted, last)
		pieces[i] = object.NewPiece(bytes.Clone(b.coded), b.predicted)
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return object.Join(pieces), nil
}

// predictRows leaves the rows under their predictors in b.predicted.
func (b *bench) predictRows(p *pixels, from, to int) {
	size := p.size()
	b.above = resize(b.above, size)
	if from == 0 {
		clear(b.above)
	} else {
		copy(b.above, p.rows(b, from-1, from))
	}
	rows := p.rows(b, from, to)
	b.predictor.bpp, b.predictor.size, b.predictor.encoder = p.channels, size, b.encoder
	b.predicted = b.predictor.predict(b.predicted[:0], rows, b.above)
}
