import {test, describe, before} from 'node:test'; describe('y', () => { before(() => {throw new Error('b')}); test('x', ()=>{}) })
