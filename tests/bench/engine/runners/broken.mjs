throw new Error('the library is damaged')
